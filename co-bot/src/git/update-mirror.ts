/** When a mirror was fetched, and fetches of it one after the other. */
interface MirrorUpdates {
  /** Fetches, unless a fetch that began after `since` (by the monotonic clock) has ended well. */
  update(since?: number): Promise<void>;
  /** The forge has changed: what was fetched does not count any more. */
  expire(): void;
}

/**
 * Lets callers share fetches. A caller must see what was there when it called (or at its `since`): it joins a fetch that
 * has not begun, never one that began before.
 */
export function createMirrorUpdates(fetchAll: () => Promise<void>): MirrorUpdates {
  let fetched = Number.NEGATIVE_INFINITY;
  /** The fetch under way, while it may still count. */
  let running: { readonly began: number; readonly done: Promise<void> } | undefined;
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function fetchNow(): Promise<void> {
    const mine = { began: performance.now(), done: fetchAll() };
    running = mine;
    try {
      await mine.done;
      if (running === mine) fetched = mine.began;
    } finally {
      if (running === mine) running = undefined;
    }
  }

  return {
    async update(since = Number.POSITIVE_INFINITY) {
      if (fetched > since) return;
      if (running !== undefined && running.began > since) return running.done;
      next ??= last
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          last = fetchNow();
          return last;
        });
      return next;
    },
    expire() {
      fetched = Number.NEGATIVE_INFINITY;
      running = undefined;
    },
  };
}
