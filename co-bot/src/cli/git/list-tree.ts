import { ColoError } from '@colo/schemas/errors';
import { type GitContext, tryGit } from './run-git.ts';
import { streamRecords } from './stream-records.ts';

/** One entry of a commit's tree. */
export interface TreeEntry {
  readonly path: string;
  /** Six digits, as Git writes them. */
  readonly mode: string;
  readonly oid: string;
}

/** Most entries of a tree that are gone through: fifty files for each of 100,000 sites. */
export const MAX_ENTRIES = 5_000_000;

const ENTRY = /^(?<mode>\d{6}) (?:blob|commit|tree) (?<oid>[0-9a-f]+)\t(?<path>.+)$/s;

/**
 * All files, links and submodules below `prefix` in a commit or tree; none where the prefix is not there. Throws
 * CLI_GIT_FAILED where the commit, or a folder of it, cannot be read.
 */
export async function listTree(
  context: GitContext,
  commit: string,
  prefix: string,
): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
  if (prefix !== '') args.push('--', prefix);
  const result = await tryGit(context, args, undefined, { GIT_LITERAL_PATHSPECS: '1' });
  if (result.exitCode !== 0) throw new ColoError('CLI_GIT_FAILED', `git ls-tree failed: ${result.message}`);
  return parseEntries(result.stdout);
}

/**
 * As {@link listTree}, one at a time, in the order of a tree. An entry that is no folder gives itself.
 */
export async function* walkCommit(
  context: GitContext,
  commit: string,
  folder: string,
): AsyncGenerator<TreeEntry> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
  if (folder !== '') args.push('--', folder);
  let count = 0;
  for await (const record of streamRecords(context, args)) {
    const entry = parseEntry(record);
    if (entry !== undefined) yield entry;
    count += 1;
    if (count > MAX_ENTRIES) throw describeExcess();
  }
}

/** Folders that name each other many times over could go on for ever. */
export function describeExcess(): ColoError {
  return new ColoError('CLI_GIT_FAILED', `a tree of more than ${MAX_ENTRIES} files is not read`);
}

function parseEntry(record: string): TreeEntry | undefined {
  const { mode, oid, path } = ENTRY.exec(record)?.groups ?? {};
  return mode === undefined || oid === undefined || path === undefined ? undefined : { path, mode, oid };
}

function parseEntries(output: Buffer): readonly TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((record) => parseEntry(record) ?? []);
}
