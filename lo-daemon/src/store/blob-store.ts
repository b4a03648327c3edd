import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas';
import { writeFileAtomic } from './write-file-atomic.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** File bytes by their SHA-256, each verified when it is read. */
export class BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps bytes; returns their SHA-256 in lower-case hex. Bytes that are there already are not written again. */
  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = this.#pathOf(sha256);
    if (await isFileOfSize(file, bytes.byteLength)) return sha256;
    await mkdir(join(this.#folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, bytes);
    return sha256;
  }

  /** @throws ColoError LO_STATE_DAMAGED when the bytes are gone or changed */
  async get(sha256: string): Promise<Uint8Array> {
    const bytes = await readFile(this.#pathOf(sha256)).catch((error: unknown) =>
      this.#damaged(sha256, error),
    );
    return this.#verify(sha256, bytes);
  }

  /** As {@link get}, at once: pure code reads small texts through it. */
  getSync(sha256: string): Uint8Array {
    try {
      return this.#verify(sha256, readFileSync(this.#pathOf(sha256)));
    } catch (error) {
      if (error instanceof ColoError) throw error;
      return this.#damaged(sha256, error);
    }
  }

  /** Removes everything but the named blobs. */
  async prune(keep: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder, { recursive: true }).catch(() => []);
    for (const name of names) {
      const sha256 = name.slice(name.lastIndexOf('/') + 1);
      if (SHA256.test(sha256) && !keep.has(sha256)) await rm(this.#pathOf(sha256), { force: true });
    }
  }

  #pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new ColoError('INTERNAL', 'A blob was asked for without its SHA-256.');
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  #verify(sha256: string, bytes: Uint8Array): Uint8Array {
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
    return this.#damaged(sha256, undefined);
  }

  #damaged(sha256: string, cause: unknown): never {
    throw new ColoError('LO_STATE_DAMAGED', `The stored file ${sha256} is gone or changed.`, { cause });
  }
}

async function isFileOfSize(file: string, size: number): Promise<boolean> {
  const facts = await stat(file).catch(() => undefined);
  return facts?.isFile() === true && facts.size === size;
}
