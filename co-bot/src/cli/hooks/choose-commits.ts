import { eventsBranch } from '../../change/paths.ts';
import { findMergeBase, tryResolveCommit } from '../git/list-changes.ts';
import { type GitContext, runGit, tryGit } from '../git/run-git.ts';
import type { RefUpdate } from './read-updates.ts';

/** A commit to check. */
export interface CommitToCheck {
  readonly ref: string;
  readonly commit: string;
  /** Only what changed since is judged; undefined: everything. */
  readonly since: string | undefined;
}

/** Above this many, only the last commit of a push is checked, with all that changed: that is what sites see. */
const MAX_COMMITS = 100;

/** The branch that sites follow, and only that: others hold work in progress. */
export async function chooseReceived(
  context: GitContext,
  updates: readonly RefUpdate[],
): Promise<readonly CommitToCheck[]> {
  const head = await tryGit(context, ['symbolic-ref', '--quiet', 'HEAD']);
  const branch = head.exitCode === 0 ? head.stdout.toString('utf8').trim() : undefined;
  // Before the first push, HEAD may name a branch that nobody will ever push.
  const isKnown = branch !== undefined && (await tryResolveCommit(context, branch)) !== undefined;
  const chosen: CommitToCheck[] = [];
  for (const update of updates) {
    if (isKnown ? update.ref !== branch : !isWork(update.ref)) continue;
    chosen.push(...(await listNewCommits(context, update)));
  }
  return chosen;
}

/** Each new commit of the branch against the one before it; of a new branch the last one, as a whole. */
async function listNewCommits(
  context: GitContext,
  { ref, before, after }: RefUpdate,
): Promise<readonly CommitToCheck[]> {
  if (after === undefined) return [];
  if (before === undefined) return [{ ref, commit: after, since: undefined }];
  const args = ['rev-list', '--first-parent', '--reverse', '--parents', after, `^${before}`, '--'];
  const lines = (await runGit(context, args)).split('\n').filter((line) => line !== '');
  // Back to an older commit: nothing is new, and what differs from now counts.
  if (lines.length === 0 || lines.length > MAX_COMMITS) return [{ ref, commit: after, since: before }];
  return lines.map((line) => {
    const [commit = after, parent] = line.split(' ');
    return { ref, commit, since: parent };
  });
}

/** The last commit of every branch, with what the remote does not have yet. */
export async function choosePushed(
  context: GitContext,
  updates: readonly RefUpdate[],
): Promise<readonly CommitToCheck[]> {
  const chosen: CommitToCheck[] = [];
  for (const { ref, before, after } of updates) {
    if (after === undefined || !isWork(ref)) continue;
    const known = before === undefined ? undefined : await tryResolveCommit(context, before);
    if (known !== undefined) {
      chosen.push({ ref, commit: after, since: await findMergeBase(context, known, after) });
      continue;
    }
    const listed = await runGit(context, [
      'rev-list',
      '--first-parent',
      '--reverse',
      after,
      '--not',
      '--remotes',
    ]);
    const [first] = listed.split('\n').filter((line) => line !== '');
    if (first === undefined) continue;
    chosen.push({ ref, commit: after, since: await tryResolveCommit(context, `${first}^1`) });
  }
  return chosen;
}

/** Branches, except what CO reports on: `colo/events` holds no desired state. */
function isWork(ref: string): boolean {
  return ref.startsWith('refs/heads/') && ref !== `refs/heads/${eventsBranch}`;
}
