import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestPackage } from '@colo/schemas/digests';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent, PackageFile } from '@colo/schemas/margo/content';
import type { BlobStore } from './blob-store.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { readPackageFiles } from './trust-boundaries.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TEXT_NAME = /(?:\.ya?ml|\.json|\.env)$/;
const MAX_TEXT_BYTES = 1024 * 1024;

/** Packages by digest: the list of files; their bytes are in the blob store. */
export class PackageStore {
  readonly #folder: string;
  readonly #blobs: BlobStore;

  constructor(folder: string, blobs: BlobStore) {
    this.#folder = folder;
    this.#blobs = blobs;
  }

  /** Keeps the list of files of a package whose bytes are in the blob store already. */
  async put(digest: string, files: readonly PackageFile[]): Promise<void> {
    if (digestPackage(files) !== digest)
      throw new ColoError('INTERNAL', 'A package was stored under a digest that is not its own.');
    if ((await this.get(digest)) !== undefined) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeJsonFile(this.#pathOf(digest), files);
  }

  /** A package as data; undefined when it, or a text of it, is not here undamaged. */
  async get(digest: string): Promise<PackageContent | undefined> {
    const value = await readJsonFile(this.#pathOf(digest));
    const files = value === undefined ? undefined : readPackageFiles(value);
    if (files === undefined || digestPackage(files) !== digest) return undefined;
    return { files, readText: (path) => this.#readText(files, path) };
  }

  /** Removes the lists of packages that are not named. */
  async prune(keep: ReadonlySet<string>): Promise<void> {
    const kept = new Set([...keep].map((digest) => nameFile(digest)));
    for (const name of await readdir(this.#folder).catch(() => []))
      if (!kept.has(name)) await rm(join(this.#folder, name), { force: true });
  }

  #readText(files: readonly PackageFile[], path: string): string | undefined {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined || file.size > MAX_TEXT_BYTES || !TEXT_NAME.test(path)) return undefined;
    return Buffer.from(this.#blobs.getSync(file.sha256)).toString('utf8');
  }

  #pathOf(digest: string): string {
    if (!DIGEST.test(digest)) throw new ColoError('INTERNAL', 'A package was asked for without its digest.');
    return join(this.#folder, nameFile(digest));
  }
}

function nameFile(digest: string): string {
  return `${digest.slice('sha256:'.length)}.json`;
}
