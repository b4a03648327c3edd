import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { TreeEntry } from './list-tree.ts';
import { type GitContext, runGit, tryGit } from './run-git.ts';

/** Renames count as removal and addition, nothing configured runs, and no submodule is entered. */
const PLAIN = ['-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];

/** `:<old mode> <new mode> <old object> <new object> <letter>`, before the path (git-diff(1), --raw). */
const RAW = /^:\d{6} (?<mode>\d{6}) [0-9a-f]+ (?<oid>[0-9a-f]+) /;

/** `@{upstream}` and its like (gitrevisions(7)). */
const FOLLOWED = /@\{(?:u|upstream|push)\}/i;
const FOLLOWED_FIX =
  'Name the branch itself, such as origin/main: what a branch follows is in the configuration of the checkout, which colo does not open.';

/**
 * The commit that a word of a person names. The word is never taken for an option, and only its object id is used from
 * then on. Throws CLI_REF_UNKNOWN.
 */
export async function resolveCommit(context: GitContext, ref: string): Promise<string> {
  const commit = await tryResolveCommit(context, ref);
  if (commit !== undefined) return commit;
  const message = `${toSafeText(ref, 200)} names no commit of this repository`;
  throw new ColoError('CLI_REF_UNKNOWN', message, FOLLOWED.test(ref) ? { fix: FOLLOWED_FIX } : {});
}

/** As {@link resolveCommit}; undefined where there is no such commit. */
export async function tryResolveCommit(context: GitContext, ref: string): Promise<string | undefined> {
  // An empty word would name HEAD, and a line break would end in git's message.
  if (ref === '' || /[\0\r\n]/.test(ref)) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const result = await tryGit(context, args);
  const commit = result.stdout.toString('latin1').trim();
  return result.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

/** The newest commit that both contain, by object ids; undefined where they share nothing, or a shallow clone hides it. */
export async function findMergeBase(
  context: GitContext,
  one: string,
  other: string,
): Promise<string | undefined> {
  const result = await tryGit(context, ['merge-base', one, other]);
  const commit = result.stdout.toString('latin1').trim();
  return result.exitCode === 0 && commit !== '' ? commit : undefined;
}

/** Paths below the folder of `context` whose files differ from `commit`, as they lie there: untracked ones too. */
export async function listChangedFiles(context: GitContext, commit: string): Promise<readonly string[]> {
  const tracked = await listRecords(context, ['diff', '--name-only', ...PLAIN, '--relative', commit, '--']);
  const others = await listRecords(context, ['ls-files', '--others', '--exclude-standard', '-z']);
  return [...new Set([...tracked, ...others])];
}

/** A path that the next commit would change. */
export interface StagedChange {
  readonly path: string;
  /** What it will be; undefined where it goes away. */
  readonly entry: TreeEntry | undefined;
}

/**
 * What the next commit would change below the folder of `context`.
 *
 * @param head the last commit; undefined before the first one
 */
export async function listStagedChanges(
  context: GitContext,
  head: string | undefined,
): Promise<readonly StagedChange[]> {
  const args = ['diff', '--raw', '--no-abbrev', ...PLAIN, '--cached', '--relative'];
  const records = await listRecords(context, [...args, head ?? (await nameEmptyTree(context)), '--']);
  const changes: StagedChange[] = [];
  for (let index = 0; index + 1 < records.length; index += 2) {
    const { mode, oid } = RAW.exec(records[index] ?? '')?.groups ?? {};
    const path = records[index + 1] ?? '';
    const isThere = mode !== undefined && oid !== undefined && /[^0]/.test(oid);
    changes.push({ path, entry: isThere ? { path, mode, oid } : undefined });
  }
  return changes;
}

/** Paths that differ between two commits, by object ids; without `before`, all of `after`. */
export async function listChangedPaths(
  context: GitContext,
  before: string | undefined,
  after: string,
): Promise<readonly string[]> {
  const start = before ?? (await nameEmptyTree(context));
  return await listRecords(context, ['diff-tree', '-r', '--name-only', ...PLAIN, start, after, '--']);
}

/** Its name depends on the hash function of the repository. */
function nameEmptyTree(context: GitContext): Promise<string> {
  return runGit(context, ['hash-object', '-t', 'tree', '--stdin'], '');
}

/** Not by {@link runGit}, which drops spaces at the ends: names may begin with one. */
async function listRecords(context: GitContext, args: readonly string[]): Promise<readonly string[]> {
  const result = await tryGit(context, args);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `git ${args[0] ?? ''} failed: ${result.message}`);
  return result.stdout
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '');
}
