import type { GitRepository } from './open-repository.ts';

export interface TreeEntry {
  /** Six digits as GitHub shows them: `100644`, `040000`, … */
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

/** Parses the bytes of a tree object. */
function parseTree(data: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(0x20, at);
    const zero = data.indexOf(0, space);
    entries.push({
      mode: data.toString('latin1', at, space).padStart(6, '0'),
      name: data.toString('utf8', space + 1, zero),
      sha: data.toString('hex', zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

/** The bytes of a tree object; entries are put in git's order, in which a folder sorts as if it ended with `/`. */
export function encodeTree(entries: Iterable<TreeEntry>): Buffer {
  const rows = [...entries].map((entry) => ({
    key: Buffer.from(isFolder(entry) ? `${entry.name}/` : entry.name, 'utf8'),
    bytes: Buffer.concat([
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`, 'utf8'),
      Buffer.from(entry.sha, 'hex'),
    ]),
  }));
  rows.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(rows.map((row) => row.bytes));
}

/** True for an entry that is a tree. */
export function isFolder(entry: { readonly mode: string }): boolean {
  return entry.mode === '040000';
}

/** The type that GitHub names for a mode. */
export function typeOfMode(mode: string): 'tree' | 'commit' | 'blob' {
  return mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
}

/** Reads a tree's own entries. */
export async function readTree(git: GitRepository, sha: string): Promise<TreeEntry[] | undefined> {
  const object = await git.reader.read(sha);
  return object?.type === 'tree' ? parseTree(object.data) : undefined;
}

/** Finds what stands at a path below a tree; '' is the tree itself. */
export async function findEntry(
  git: GitRepository,
  treeSha: string,
  path: string,
): Promise<TreeEntry | undefined> {
  let found: TreeEntry = { mode: '040000', name: '', sha: treeSha };
  for (const name of path.split('/').filter((part) => part !== '')) {
    const entries = isFolder(found) ? await readTree(git, found.sha) : undefined;
    const next = entries?.find((entry) => entry.name === name);
    if (next === undefined) {
      return undefined;
    }
    found = next;
  }
  return found;
}
