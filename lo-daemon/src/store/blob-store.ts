import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { readStateFile, readStateFileSync, statStateFile } from './read-state-file.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** File bytes by their SHA-256, each verified when it is read, and brought back where it is damaged. */
export class BlobStore {
  readonly #folder: string;
  #refill: (() => Promise<void>) | undefined;
  #refilling: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param refill puts everything that is still needed into the store once more; called where something is damaged */
  refillBy(refill: () => Promise<void>): void {
    this.#refill = refill;
  }

  /**
   * Keeps bytes; returns their SHA-256 in lower-case hex. Bytes that are there already, undamaged, are not written again.
   *
   * @throws ColoError LO_STATE_UNREADABLE when it cannot be told whether they are, LO_STATE_UNWRITABLE
   */
  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = this.#pathOf(sha256);
    if (await isFileOf(file, bytes)) return sha256;
    await mkdir(join(this.#folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, bytes);
    return sha256;
  }

  /**
   * @throws ColoError LO_STATE_DAMAGED when the bytes are gone or changed and could not be brought back, LO_STATE_UNREADABLE when
   * they cannot be read
   */
  async get(sha256: string): Promise<Uint8Array> {
    const bytes = await readStateFile(this.#pathOf(sha256));
    if (this.#refill === undefined || isOf(sha256, bytes)) return this.#verify(sha256, bytes);
    // Whoever finds something damaged at the same time waits for the same.
    this.#refilling ??= this.#refill().finally(() => {
      this.#refilling = undefined;
    });
    // Why it could not be brought back is the other's to tell; here it is damaged.
    await this.#refilling.catch(() => undefined);
    return this.#verify(sha256, await readStateFile(this.#pathOf(sha256)));
  }

  /** As {@link get}, at once: pure code reads small texts through it. */
  getSync(sha256: string): Uint8Array {
    return this.#verify(sha256, readStateFileSync(this.#pathOf(sha256)));
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

  #verify(sha256: string, bytes: Uint8Array | undefined): Uint8Array {
    if (isOf(sha256, bytes)) return bytes;
    throw new ColoError('LO_STATE_DAMAGED', `The stored file ${sha256} is gone or changed.`);
  }
}

function isOf(sha256: string, bytes: Uint8Array | undefined): bytes is Uint8Array {
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

async function isFileOf(file: string, bytes: Uint8Array): Promise<boolean> {
  const facts = await statStateFile(file);
  if (facts?.isFile() !== true || facts.size !== bytes.byteLength) return false;
  return (await readStateFile(file))?.equals(bytes) === true;
}
