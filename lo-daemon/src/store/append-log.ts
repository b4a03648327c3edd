import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { readStateFile } from './read-state-file.ts';
import { syncFolder, writeFileAtomic } from './write-file-atomic.ts';

/** Lines that are durable when the append has ended. A line that was cut off by a power cut is its reader's to skip. */
export class AppendLog {
  readonly #file: string;
  #handle: FileHandle | undefined;
  #tail: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  async readLines(): Promise<readonly string[]> {
    const text = (await readStateFile(this.#file))?.toString('utf8') ?? '';
    return text.split('\n').filter((line) => line !== '');
  }

  /** Appends whole lines, each with its newline, and waits until they are on disk. */
  append(lines: string): Promise<void> {
    return this.#inOrder(async () => {
      const handle = await this.#open();
      await handle.appendFile(lines);
      await handle.datasync();
    });
  }

  /** Replaces all lines. */
  replace(lines: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#closeHandle();
      await writeFileAtomic(this.#file, lines);
    });
  }

  async close(): Promise<void> {
    await this.#inOrder(() => this.#closeHandle());
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== undefined) return this.#handle;
    const folder = dirname(this.#file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    this.#handle = await open(this.#file, 'a', 0o600);
    await syncFolder(folder);
    // After a cut-off line, the next one begins on its own.
    const text = await readFile(this.#file, 'utf8');
    if (text !== '' && !text.endsWith('\n')) await this.#handle.appendFile('\n');
    return this.#handle;
  }

  async #closeHandle(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(work).catch((error: unknown) => {
      throw new ColoError('LO_STATE_UNWRITABLE', `The file ${this.#file} cannot be written.`, {
        cause: error,
      });
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }
}
