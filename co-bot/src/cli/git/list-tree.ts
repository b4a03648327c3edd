import { ColoError } from '@colo/schemas';
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
  return result.exitCode === 0 ? parseEntries(result.stdout) : [];
}

/** All files, links and submodules of a commit. Unlike {@link listTree} it throws where there is no such commit. */
export async function readCommitTree(context: GitContext, commit: string): Promise<readonly TreeEntry[]> {
  const result = await tryGit(context, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (result.exitCode === 0) return parseEntries(result.stdout);
  throw new ColoError('CLI_GIT_FAILED', `reading the tree of a commit failed: ${result.message}`);
}

function parseEntries(output: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const line of output.toString('utf8').split('\0')) {
    const { mode, oid, path } = ENTRY.exec(line)?.groups ?? {};
    if (mode !== undefined && oid !== undefined && path !== undefined) entries.push({ path, mode, oid });
  }
  return entries;
}
