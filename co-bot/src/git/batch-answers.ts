import { MAX_BLOB_BYTES } from './git-limits.ts';

/** What `git cat-file --batch-command` says of an object. */
export type ObjectAnswer =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'found';
      readonly type: string;
      readonly size: number;
      /** Absent where only facts were asked for, and where the object is too large to be held. */
      readonly bytes?: Uint8Array;
    };

/** Takes the output apart as it comes. */
export interface AnswerParser {
  add(chunk: Buffer): void;
  /** The next answer; undefined until all of it is there. @param hasContent whether it is one to `contents` */
  take(hasContent: boolean): ObjectAnswer | undefined;
}

const HEADER = /^[0-9a-f]+ (?<type>[a-z]+) (?<size>[0-9]+)$/u;

/** Answers are `<id> <type> <size>\n`, then for `contents` `<bytes>\n`; or `<id> missing\n`. */
export function createAnswerParser(): AnswerParser {
  let chunks: Buffer[] = [];
  let length = 0;
  /** Bytes of an object that is too large, which still come. */
  let unwanted = 0;

  function flatten(): Buffer {
    const [first] = chunks;
    const all = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
    chunks = [all];
    return all;
  }

  function drop(count: number): void {
    const rest = flatten().subarray(count);
    chunks = rest.length === 0 ? [] : [rest];
    length = rest.length;
  }

  function skip(): boolean {
    const skipped = Math.min(unwanted, length);
    drop(skipped);
    unwanted -= skipped;
    return unwanted === 0;
  }

  return {
    add(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      if (unwanted > 0) skip();
    },
    take(hasContent) {
      if (unwanted > 0 || length === 0) return undefined;
      let end = (chunks[0] ?? Buffer.alloc(0)).indexOf(10);
      if (end < 0 && chunks.length > 1) end = flatten().indexOf(10);
      if (end < 0) return undefined;
      const { type, size: digits } =
        HEADER.exec((chunks[0] ?? flatten()).toString('latin1', 0, end))?.groups ?? {};
      if (type === undefined || digits === undefined) {
        drop(end + 1);
        return { kind: 'missing' };
      }
      const size = Number(digits);
      if (!hasContent) {
        drop(end + 1);
        return { kind: 'found', type, size };
      }
      const total = end + 1 + size + 1;
      if (size > MAX_BLOB_BYTES) {
        unwanted = total;
        skip();
        return { kind: 'found', type, size };
      }
      if (length < total) return undefined;
      // A copy: what it came in is shared with its neighbours.
      const bytes = new Uint8Array(flatten().subarray(end + 1, total - 1));
      drop(total);
      return { kind: 'found', type, size, bytes };
    },
  };
}
