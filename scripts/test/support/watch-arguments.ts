import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 100;

/** Collects the arguments of every process of this machine, as any user of it could (proc(5)), until it is stopped. */
export function watchArguments(): { stop(): Promise<ReadonlySet<string>> } {
  const seen = new Set<string>();
  let stopped = false;
  async function watch(): Promise<void> {
    while (!stopped) {
      // The kernel answers from memory: waiting for a thread for each file would cost several times as much.
      for (const entry of readdirSync('/proc')) {
        if (!/^\d+$/u.test(entry)) continue;
        const text = readArguments(entry);
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

/** Empty where the process ended while we looked at it. */
function readArguments(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
