import type { GitObject, ObjectType } from './object-cache.ts';

const HEADER = /^(?<sha>[0-9a-f]{40}) (?<type>commit|tree|blob|tag) (?<size>\d+)$/;

/**
 * Parses the output of `git cat-file --batch` (git-cat-file(1), BATCH OUTPUT) chunk by chunk.
 *
 * @param onObject called once per request line, in order; undefined when git has no such object
 */
export function createBatchParser(
  onObject: (object: GitObject | undefined) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let header: { sha: string; type: ObjectType; size: number } | undefined;

  function join(): Buffer {
    const joined = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    chunks = [joined];
    return joined;
  }

  function drop(bytes: number): void {
    const rest = join().subarray(bytes);
    chunks = rest.length === 0 ? [] : [rest];
    length = rest.length;
  }

  function step(): boolean {
    if (header === undefined) {
      const end = length === 0 ? -1 : join().indexOf(0x0a);
      if (end < 0) {
        return false;
      }
      const line = join().subarray(0, end).toString('utf8');
      drop(end + 1);
      const groups = HEADER.exec(line)?.groups;
      if (groups === undefined) {
        onObject(undefined);
        return true;
      }
      header = { sha: groups['sha'] ?? '', type: toType(groups['type']), size: Number(groups['size']) };
    }
    if (length < header.size + 1) {
      return false;
    }
    // A copy: the object may live long, the chunk it came in must not.
    const data = Buffer.from(join().subarray(0, header.size));
    drop(header.size + 1);
    const { sha, type } = header;
    header = undefined;
    onObject({ sha, type, data });
    return true;
  }

  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    while (step()) {
      // Each step takes one object off the front.
    }
  };
}

function toType(text: string | undefined): ObjectType {
  return text === 'commit' || text === 'tree' || text === 'tag' ? text : 'blob';
}
