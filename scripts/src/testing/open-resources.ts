/** How long a file may take to let go of what it opened, in milliseconds. A busy machine takes its time. */
const PATIENCE_MS = 60_000;
const POLL_MS = 5;

/**
 * What keeps the event loop of this process alive, by kind and count. A process of one test file that leaves something
 * open would never end; a process that goes on to the next file has to look.
 */
export function countOpenResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/**
 * Waits until nothing is open that was not open before, and resolves to what still is after a minute (or `patienceMs`): `Timeout`,
 * `TCPServerWrap`, `ProcessWrap` and so on; empty where everything was closed.
 */
export async function awaitClosed(
  before: ReadonlyMap<string, number>,
  patienceMs = PATIENCE_MS,
): Promise<readonly string[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const open = [...countOpenResources()]
      .filter(([kind, count]) => count > (before.get(kind) ?? 0))
      .map(([kind]) => kind);
    if (open.length === 0 || performance.now() > deadline) return open;
    // Not counted by itself: a timer that is not referenced keeps nothing alive.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS).unref());
  }
}
