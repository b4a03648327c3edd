import { ColoError, type Place } from '@colo/schemas/errors';
import { execa } from 'execa';
import { createGitEnvironment } from './git-environment.ts';
import { isObjectId } from './object-id.ts';

const TIMEOUT_MS = 600_000;

/** A running `git cat-file --batch`: reads objects by id, one after the other, and never fetches. */
export class CatFile {
  readonly #process;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(gitDir: string) {
    this.#process = execa('git', [`--git-dir=${gitDir}`, 'cat-file', '--batch'], {
      env: createGitEnvironment({ offline: true }),
      extendEnv: false,
      buffer: false,
      stderr: 'ignore',
      reject: false,
      timeout: TIMEOUT_MS,
      encoding: 'buffer',
    });
    this.#chunks = this.#process.iterable()[Symbol.asyncIterator]();
  }

  /**
   * The bytes of a blob. Calls must not overlap; after one that is too large the next can be read.
   *
   * @throws ColoError GIT_OBJECT_UNREADABLE when it is not here, GIT_FILE_TOO_LARGE
   */
  async read(id: string, maxBytes: number, place: Place = {}): Promise<Uint8Array> {
    if (!isObjectId(id)) throw new ColoError('INTERNAL', 'An object was asked for without its id.');
    this.#process.stdin.write(`${id}\n`);
    const header = (await this.#takeLine()).split(' ');
    const size = Number(header[2]);
    if (header[1] !== 'blob' || !Number.isSafeInteger(size))
      throw new ColoError('GIT_OBJECT_UNREADABLE', `The blob ${id} is not in the local repository.`, {
        place,
      });
    if (size > maxBytes) {
      await this.#skip(size + 1);
      throw new ColoError(
        'GIT_FILE_TOO_LARGE',
        `The blob ${id} has ${size} bytes; ${maxBytes} are allowed.`,
        {
          place,
        },
      );
    }
    const bytes = await this.#take(size + 1);
    return bytes.subarray(0, size);
  }

  async close(): Promise<void> {
    this.#process.stdin.end();
    this.#process.kill();
    await this.#process;
  }

  async #takeLine(): Promise<string> {
    let end = this.#buffer.indexOf('\n');
    while (end < 0) {
      await this.#fill();
      end = this.#buffer.indexOf('\n');
    }
    return Buffer.from(await this.#take(end + 1))
      .toString('latin1')
      .trimEnd();
  }

  async #take(size: number): Promise<Uint8Array> {
    const parts: Buffer[] = [];
    let missing = size;
    for (;;) {
      const part = this.#buffer.subarray(0, missing);
      this.#buffer = this.#buffer.subarray(part.byteLength);
      parts.push(part);
      missing -= part.byteLength;
      if (missing === 0) return Buffer.concat(parts);
      await this.#fill();
    }
  }

  /** Lets bytes go by, without keeping more than a chunk of them. */
  async #skip(size: number): Promise<void> {
    let missing = size;
    for (;;) {
      const passed = Math.min(missing, this.#buffer.byteLength);
      this.#buffer = this.#buffer.subarray(passed);
      missing -= passed;
      if (missing === 0) return;
      await this.#fill();
    }
  }

  async #fill(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true)
      throw new ColoError('GIT_OBJECT_UNREADABLE', 'git cat-file ended before it had answered.');
    this.#buffer =
      this.#buffer.byteLength === 0 ? Buffer.from(next.value) : Buffer.concat([this.#buffer, next.value]);
  }
}
