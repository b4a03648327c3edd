import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** Forms in which a secret could be seen, each long enough to be no accident. */
export interface Needle {
  readonly form: string;
  readonly text: string;
}

/** A secret as it is, URL-encoded, and in base64 wherever in a longer text it may have begun. */
export function makeNeedles(name: string, secret: string): readonly Needle[] {
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('x'.repeat(offset) + secret).toString('base64');
    // The first and the last group depend on what stands beside the secret.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  return [
    { form: `${name}, plain`, text: secret },
    { form: `${name}, URL-encoded`, text: encodeURIComponent(secret) },
    ...base64.map((text) => ({ form: `${name}, base64`, text })),
    { form: `${name}, base64url`, text: (base64[0] ?? '').replaceAll('+', '-').replaceAll('/', '_') },
  ];
}

/** Forms of the needles that occur in a text. */
export function findLeaks(where: string, text: string, needles: readonly Needle[]): readonly string[] {
  return [
    ...new Set(needles.filter((needle) => text.includes(needle.text)).map(({ form }) => `${where}: ${form}`)),
  ];
}

/** As {@link findLeaks}, over every file below a folder. */
export async function findLeaksBelow(folder: string, needles: readonly Needle[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found.push(...findLeaks(file, await readFile(file, 'latin1'), needles));
  }
  return found;
}

/** Files below a folder that hold a needle: `path mode`, the path from that folder, sorted. */
export async function listHolders(folder: string, needles: readonly Needle[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || findLeaks(path, await readFile(path, 'latin1'), needles).length === 0) continue;
    found.push(`${path.slice(folder.length + 1)} ${((await stat(path)).mode & 0o777).toString(8)}`);
  }
  return found.sort();
}

/** Every object of a repository, uncompressed. */
export async function readObjects(gitDir: string): Promise<string> {
  const { stdout } = await execa(
    'git',
    [`--git-dir=${gitDir}`, 'cat-file', '--batch-all-objects', '--batch'],
    { encoding: 'latin1', env: { GIT_NO_LAZY_FETCH: '1' }, reject: false },
  );
  return stdout;
}

/** After each look the watcher rests this many times as long as that took, so that what it watches is not held up by it. */
const REST = 3;

/** Looks at the arguments of every process, again and again, until it is stopped. */
export function watchArguments(needles: readonly Needle[]): { stop(): Promise<readonly string[]> } {
  const found = new Set<string>();
  const known = new Map<string, string>();
  let watching = true;
  let looks = 0;
  function look(): void {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const text = readArguments(name);
      // Hundreds of processes stay as they are; only what is new is searched.
      if (text === known.get(name)) continue;
      known.set(name, text);
      const command = text.slice(0, 80).replaceAll('\0', ' ');
      for (const leak of findLeaks(`arguments of ${command}`, text, needles)) found.add(leak);
    }
    looks += 1;
  }
  const done = (async () => {
    while (watching) {
      const begun = performance.now();
      look();
      const rest = Math.max(5, REST * (performance.now() - begun));
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  })();
  return {
    async stop() {
      watching = false;
      await done;
      return looks === 0 ? ['nobody looked at the arguments'] : [...found];
    },
  };
}

function readArguments(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
