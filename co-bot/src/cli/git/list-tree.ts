import { type GitContext, tryGit } from './run-git.ts';

/** One entry of a commit's tree. */
export interface TreeEntry {
  readonly path: string;
  /** Six digits, as Git writes them. */
  readonly mode: string;
  readonly oid: string;
}

const ENTRY = /^(?<mode>\d{6}) (?:blob|commit|tree) (?<oid>[0-9a-f]+)\t(?<path>.+)$/s;

/** All files, links and submodules below `prefix` in a commit or tree; none where the prefix is not there. */
export async function listTree(
  context: GitContext,
  commit: string,
  prefix: string,
): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
  if (prefix !== '') args.push('--', prefix);
  const result = await tryGit(context, args, undefined, { GIT_LITERAL_PATHSPECS: '1' });
  if (result.exitCode !== 0) return [];
  const entries: TreeEntry[] = [];
  for (const line of result.stdout.toString('utf8').split('\0')) {
    const { mode, oid, path } = ENTRY.exec(line)?.groups ?? {};
    if (mode !== undefined && oid !== undefined && path !== undefined) entries.push({ path, mode, oid });
  }
  return entries;
}
