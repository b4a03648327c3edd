import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A wall clock that can be set, for programs that run under it; at first it shows the present. */
export interface SettableClock {
  /** Options of node under which a process has this clock as `Date`. */
  readonly nodeOptions: readonly string[];
  /** Folder with a `date` for the front of a host's search path. */
  readonly searchPath: string;
  /** From now on the clock shows the present and so many years. */
  jumpTo(years: number): Promise<void>;
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** @param folder is made, and holds what the programs read */
export async function createSettableClock(folder: string): Promise<SettableClock> {
  await mkdir(folder);
  const offsetFile = join(folder, 'offset');
  const shim = join(folder, 'clock.mjs');
  await writeFile(
    shim,
    `import { readFileSync } from 'node:fs';
const real = Date;
const now = () => real.now() + 1000 * Number(readFileSync(${JSON.stringify(offsetFile)}, 'utf8'));
globalThis.Date = new Proxy(real, {
  construct: (target, args) => new target(...(args.length === 0 ? [now()] : args)),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
`,
  );
  const date = join(folder, 'date');
  await writeFile(
    date,
    `#!/bin/sh\nread -r offset <${offsetFile}\nreal=$(/bin/date +%s)\necho "$((real + offset))"\n`,
  );
  await chmod(date, 0o755);
  const clock: SettableClock = {
    nodeOptions: ['--import', shim],
    searchPath: folder,
    async jumpTo(years) {
      await writeFile(`${offsetFile}.next`, `${years * YEAR_SECONDS}\n`);
      await rename(`${offsetFile}.next`, offsetFile);
    },
  };
  await clock.jumpTo(0);
  return clock;
}
