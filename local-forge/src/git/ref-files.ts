import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// git's own files of refs (gitrepository-layout(5)): one for each ref, or a line of `packed-refs`. A forge is asked for
// its refs with every poll and every step, and a git process for each answer costs more than the answer.

const LINE = /^(?<sha>[0-9a-f]{40}) (?<name>refs\/\S+)$/;
const ID = /^[0-9a-f]{40}$/;

/** Every ref of a bare repository by name, in git's order, with the id that it holds. */
export function readRefFiles(gitDir: string): ReadonlyMap<string, string> {
  // The loose ones first: git packs a ref before it takes its file away.
  const loose = listLoose(gitDir, 'refs');
  const refs = new Map<string, string>();
  for (const line of (readText(join(gitDir, 'packed-refs')) ?? '').split('\n')) {
    const { name, sha } = LINE.exec(line)?.groups ?? {};
    if (name !== undefined && sha !== undefined) refs.set(name, sha);
  }
  for (const [name, sha] of loose) refs.set(name, sha);
  return new Map([...refs].sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other))));
}

/** The branch that HEAD names, as a full ref. */
export function readHeadFile(gitDir: string): string | undefined {
  return /^ref: (?<name>refs\/\S+)\s*$/.exec(readText(join(gitDir, 'HEAD')) ?? '')?.groups?.['name'];
}

/**
 * Moves a ref in git's way: under its lock file, which is what replaces it.
 *
 * @param before the id it must have now; undefined: it must not exist
 * @param after the id it gets; undefined: it is deleted
 * @returns false when nothing was done, because it is not at `before`, or because it takes more than a file: git knows
 */
export function writeRefFile(
  gitDir: string,
  name: string,
  before: string | undefined,
  after: string | undefined,
): boolean {
  const file = join(gitDir, name);
  const lock = `${file}.lock`;
  if (existsSync(join(gitDir, 'packed-refs')) || existsSync(join(gitDir, 'reftable'))) return false;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(lock, after === undefined ? '' : `${after}\n`, { flag: 'wx' });
  } catch {
    return false;
  }
  // From here the lock is ours; once it is renamed it is not there any more, and one of that name is somebody else's.
  const isAsExpected = readText(file)?.trim() === before;
  if (isAsExpected && after !== undefined && rename(lock, file)) return true;
  if (isAsExpected && after === undefined) rmSync(file, { force: true });
  rmSync(lock, { force: true });
  return isAsExpected && after === undefined;
}

function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function listLoose(gitDir: string, folder: string): [name: string, sha: string][] {
  const found: [string, string][] = [];
  for (const entry of readFolder(join(gitDir, folder))) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...listLoose(gitDir, name));
    else if (!name.endsWith('.lock')) {
      const sha = readText(join(gitDir, name))?.trim() ?? '';
      if (ID.test(sha)) found.push([name, sha]);
    }
  }
  return found;
}

/** What is gone is no error: refs come and go while they are read. */
function readFolder(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
