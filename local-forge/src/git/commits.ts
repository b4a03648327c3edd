import { type CommitDraft, encodeCommit } from './encode-commit.ts';
import type { GitRepository } from './open-repository.ts';
import { type Commit, parseCommit } from './parse-commit.ts';
import { isRefName } from './ref-names.ts';
import { readGit, runGit } from './run-git.ts';
import { makeObject, writeObjects } from './write-objects.ts';

/** Reads a commit by its full id. */
export async function readCommit(git: GitRepository, sha: string): Promise<Commit | undefined> {
  const object = await git.reader.read(sha);
  return object?.type === 'commit' ? parseCommit(object.sha, object.data) : undefined;
}

/** Writes a commit and returns it. */
export async function writeCommit(git: GitRepository, draft: CommitDraft): Promise<Commit> {
  const object = makeObject('commit', encodeCommit(draft));
  await writeObjects(git, [object]);
  return parseCommit(object.sha, object.data);
}

/** Finds the commit that a REST `ref` means: an id (full or short), a branch, a tag, `heads/x`, `tags/x`, `HEAD`. */
export async function resolveCommit(git: GitRepository, ref: string): Promise<Commit | undefined> {
  if (!isRefName(ref)) {
    return undefined;
  }
  const names = /^(heads|tags|pull)\//.test(ref)
    ? [`refs/${ref}`, `refs/heads/${ref}`]
    : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (ref === 'HEAD' || ref.startsWith('refs/')) {
    names.unshift(ref);
  }
  if (/^[0-9a-f]{7,40}$/.test(ref)) {
    names.unshift(ref);
  }
  for (const name of names) {
    const object = await git.reader.read(/^[0-9a-f]{40}$/.test(name) ? name : `${name}^{commit}`);
    if (object?.type === 'commit') {
      return parseCommit(object.sha, object.data);
    }
  }
  return undefined;
}

/** True when `ancestor` is reachable from `descendant`. */
export async function isAncestor(git: GitRepository, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) {
    return true;
  }
  const { exitCode } = await runGit(git.path, ['merge-base', '--is-ancestor', ancestor, descendant], {
    allowedExitCodes: [1],
  });
  return exitCode === 0;
}

/** The best common ancestor of two commits, if they have one. */
export async function findMergeBase(
  git: GitRepository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(git.path, ['merge-base', one, other], { allowedExitCodes: [1] });
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

interface CommitQuery {
  readonly from: string;
  readonly not?: readonly string[];
  readonly path?: string;
  readonly since?: string;
  readonly until?: string;
  readonly skip?: number;
  readonly limit?: number;
  readonly oldestFirst?: boolean;
}

/** Lists the ids of commits, newest first unless asked otherwise. */
export async function listCommits(git: GitRepository, query: CommitQuery): Promise<string[]> {
  const args = ['rev-list', query.oldestFirst === true ? '--reverse' : '--date-order'];
  if (query.since !== undefined) {
    args.push(`--since=${query.since}`);
  }
  if (query.until !== undefined) {
    args.push(`--until=${query.until}`);
  }
  if (query.skip !== undefined) {
    args.push(`--skip=${query.skip}`);
  }
  if (query.limit !== undefined) {
    args.push(`--max-count=${query.limit}`);
  }
  args.push(query.from, ...(query.not ?? []).map((sha) => `^${sha}`), '--');
  if (query.path !== undefined) {
    args.push(`:(literal)${query.path}`);
  }
  const text = await readGit(git.path, args);
  return text === '' ? [] : text.split('\n');
}

/** How many commits each side has that the other has not. */
export async function countAheadBehind(
  git: GitRepository,
  base: string,
  head: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const text = await readGit(git.path, ['rev-list', '--left-right', '--count', `${base}...${head}`]);
  const [behind = '0', ahead = '0'] = text.split('\t');
  return { ahead: Number(ahead), behind: Number(behind) };
}

/** Brings a commit that a branch of another repository points to, with all that it needs. */
export async function fetchCommit(git: GitRepository, from: GitRepository, sha: string): Promise<void> {
  await runGit(git.path, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from.path, sha]);
}
