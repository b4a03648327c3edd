import { ColoError, toSafeText } from '@colo/schemas';
import { type GitContext, runGit, tryGit } from './run-git.ts';

/** Renames count as removal and addition, nothing configured runs, and no submodule is entered. */
const PLAIN = [
  '--name-only',
  '-z',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=dirty',
];

/**
 * The commit that a word of a person names. The word is never taken for an option, and only its object id is used from
 * then on. Throws CLI_REF_UNKNOWN.
 */
export async function resolveCommit(context: GitContext, ref: string): Promise<string> {
  const commit = await tryResolveCommit(context, ref);
  if (commit !== undefined) return commit;
  throw new ColoError('CLI_REF_UNKNOWN', `${toSafeText(ref, 200)} names no commit of this repository`);
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
  const tracked = await listPaths(context, ['diff', ...PLAIN, '--relative', commit, '--']);
  const others = await listPaths(context, ['ls-files', '--others', '--exclude-standard', '-z']);
  return [...new Set([...tracked, ...others])];
}

/** Paths below the folder of `context` that the next commit would change. */
export async function listStagedFiles(context: GitContext): Promise<readonly string[]> {
  const head = (await tryResolveCommit(context, 'HEAD')) ?? (await nameEmptyTree(context));
  return await listPaths(context, ['diff', ...PLAIN, '--cached', '--relative', head, '--']);
}

/** Paths that differ between two commits, by object ids; without `before`, all of `after`. */
export async function listChangedPaths(
  context: GitContext,
  before: string | undefined,
  after: string,
): Promise<readonly string[]> {
  const start = before ?? (await nameEmptyTree(context));
  return await listPaths(context, ['diff-tree', '-r', ...PLAIN, start, after, '--']);
}

/** Its name depends on the hash function of the repository. */
function nameEmptyTree(context: GitContext): Promise<string> {
  return runGit(context, ['hash-object', '-t', 'tree', '--stdin'], '');
}

/** Not by {@link runGit}, which drops spaces at the ends: names may begin with one. */
async function listPaths(context: GitContext, args: readonly string[]): Promise<readonly string[]> {
  const result = await tryGit(context, args);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `git ${args[0] ?? ''} failed: ${result.message}`);
  return result.stdout
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
}
