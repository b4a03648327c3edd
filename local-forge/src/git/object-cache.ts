export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly sha: string;
  readonly type: ObjectType;
  readonly data: Buffer;
}

const MAX_CACHE_BYTES = 64 * 1024 * 1024;
const MAX_OBJECT_BYTES = 4 * 1024 * 1024;

interface ObjectCache {
  get(sha: string): GitObject | undefined;
  put(object: GitObject): void;
}

/** Objects never change under their id, so they may be kept; the least recently used leave first. */
export function createObjectCache(): ObjectCache {
  const objects = new Map<string, GitObject>();
  let bytes = 0;
  return {
    get(sha) {
      const found = objects.get(sha);
      if (found !== undefined) {
        objects.delete(sha);
        objects.set(sha, found);
      }
      return found;
    },
    put(object) {
      if (object.data.length > MAX_OBJECT_BYTES || objects.has(object.sha)) {
        return;
      }
      objects.set(object.sha, object);
      bytes += object.data.length + 200;
      for (const [sha, oldest] of objects) {
        if (bytes <= MAX_CACHE_BYTES) {
          break;
        }
        objects.delete(sha);
        bytes -= oldest.data.length + 200;
      }
    },
  };
}
