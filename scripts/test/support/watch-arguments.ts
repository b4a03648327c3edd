import { readdir, readFile } from 'node:fs/promises';

const EVERY_MS = 100;

/** Collects the arguments of every process of this machine, as any user of it could (proc(5)), until it is stopped. */
export function watchArguments(): { stop(): Promise<ReadonlySet<string>> } {
  const seen = new Set<string>();
  let stopped = false;
  async function watch(): Promise<void> {
    while (!stopped) {
      for (const entry of await readdir('/proc')) {
        if (!/^\d+$/u.test(entry)) continue;
        // A process may end while we look at it.
        const text = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
        if (text !== '') seen.add(text);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
  const watching = watch();
  return {
    async stop() {
      stopped = true;
      await watching;
      return seen;
    },
  };
}
