import { ColoError } from '@colo/schemas/errors';
import type { GitContext } from './run-git.ts';
import { startProcess } from './start-process.ts';

/** A blob larger than this is not read: no document of colo is, and packages are bounded as a whole. */
const MAX_BLOB_BYTES = 128 * 1024 * 1024;

/** What is asked for is an object id, or the tree of one; nothing else becomes a word for git. */
const OBJECT = /^[0-9a-f]{40,64}(?:\^\{tree\})?$/;

/**
 * Blobs by object id, one at a time: memory holds one, however many are read. What the repository lacks is an error
 * (CLI_OBJECT_MISSING), and never nothing: a partial clone would pass for an empty one.
 */
export interface BlobReader {
  /** Undefined where it is no blob, or too large. */
  read(oid: string): Promise<Uint8Array | undefined>;
  /** The size in bytes, found without reading; undefined where it is no blob. */
  size(oid: string): Promise<number | undefined>;
  /** The bytes of a tree object, or of that of a commit; undefined where it is neither, or too large. */
  readTree(oid: string): Promise<Uint8Array | undefined>;
}

/** Lends one git process that answers for all reads of `use`. */
export async function withBlobReader<T>(
  context: GitContext,
  use: (blobs: BlobReader) => Promise<T>,
): Promise<T> {
  const git = startProcess('git', ['cat-file', '--batch-command'], context);
  // What it has to say of objects that are not there is in its answers.
  git.stderr.resume();
  const output = createByteQueue(git.stdout);
  let last: Promise<unknown> = Promise.resolve();
  const look = async (name: string): Promise<{ readonly type: string; readonly size: number }> => {
    git.stdin.write(`info ${name}\n`);
    const [, type = '', digits] = (await output.takeLine()).split(' ');
    return { type, size: Number(digits) };
  };
  const measure = async (name: string, wanted: 'blob' | 'tree'): Promise<number | undefined> => {
    if (!OBJECT.test(name)) return undefined;
    const { type, size } = await look(name);
    if (type === wanted) return size;
    if (type !== 'missing') return undefined;
    // Of a blob there is no tree, and nothing is missing.
    const [oid = ''] = name.split('^');
    const isOther = wanted === 'tree' && /^(?:blob|tag)$/.test((await look(oid)).type);
    if (isOther) return undefined;
    throw new ColoError('CLI_OBJECT_MISSING', `the object ${oid} is not in this repository`);
  };
  const read = async (name: string, wanted: 'blob' | 'tree'): Promise<Uint8Array | undefined> => {
    const length = await measure(name, wanted);
    if (length === undefined || length > MAX_BLOB_BYTES) return undefined;
    git.stdin.write(`contents ${name}\n`);
    await output.takeLine();
    const bytes = await output.take(length);
    await output.take(1);
    return bytes;
  };
  /** The process answers one question after the other. */
  function inOrder<R>(ask: () => Promise<R>): Promise<R> {
    const result = last.then(ask);
    last = result.catch(() => undefined);
    return result;
  }
  try {
    return await use({
      read: (oid) => inOrder(() => read(oid, 'blob')),
      size: (oid) => inOrder(() => measure(oid, 'blob')),
      readTree: (oid) => inOrder(() => read(`${oid}^{tree}`, 'tree')),
    });
  } finally {
    git.stdin.end();
    await git.ended;
  }
}

/** Takes lines and numbers of bytes off a stream. */
function createByteQueue(stream: AsyncIterable<Uint8Array>): {
  takeLine(): Promise<string>;
  take(length: number): Promise<Uint8Array>;
} {
  const chunks = stream[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);

  async function more(parts: Buffer[]): Promise<number> {
    const next = await chunks.next();
    if (next.done === true) throw new ColoError('CLI_GIT_FAILED', 'git ended while it was read from');
    parts.push(Buffer.from(next.value));
    return next.value.byteLength;
  }

  return {
    async takeLine() {
      for (;;) {
        const end = held.indexOf(0x0a);
        if (end >= 0) {
          const line = held.toString('latin1', 0, end);
          held = held.subarray(end + 1);
          return line;
        }
        const parts = [held];
        await more(parts);
        held = Buffer.concat(parts);
      }
    },
    async take(length) {
      const parts = [held];
      // Joined once: a large blob comes in thousands of chunks.
      for (let has = held.byteLength; has < length; ) has += await more(parts);
      const all = parts.length === 1 ? held : Buffer.concat(parts);
      held = all.subarray(length);
      return all.subarray(0, length);
    },
  };
}
