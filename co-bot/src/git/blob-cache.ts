// Documents are smaller; files of packages that are larger are read as often as they are needed.
const MAX_BLOB_BYTES = 64 * 1024;
const MAX_BYTES = 32 * 1024 * 1024;

/** Keeps the small files that were read last, by object id: the same policy, sites and events are read in every step. */
interface BlobCache {
  find(id: string): Uint8Array | undefined;
  keep(id: string, bytes: Uint8Array): void;
}

export function createBlobCache(): BlobCache {
  const kept = new Map<string, Uint8Array>();
  let total = 0;
  return {
    find(id) {
      const bytes = kept.get(id);
      // A copy: nobody may change what the next reader gets.
      return bytes === undefined ? undefined : Uint8Array.from(bytes);
    },
    keep(id, bytes) {
      if (bytes.length > MAX_BLOB_BYTES || kept.has(id)) return;
      kept.set(id, Uint8Array.from(bytes));
      total += bytes.length;
      for (const [oldest, old] of kept) {
        if (total <= MAX_BYTES) return;
        kept.delete(oldest);
        total -= old.length;
      }
    },
  };
}
