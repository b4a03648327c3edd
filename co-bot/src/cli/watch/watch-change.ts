import { setTimeout as sleep } from 'node:timers/promises';
import { readFleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { ColoError, isColoError } from '@colo/schemas/errors';
import { policyPath } from '../../change/paths.ts';
import { callGitHub } from '../../github/call-github.ts';
import type { RepositoryName } from '../config/repository-name.ts';
import { readTreeDocument } from '../fleet/read-tree-document.ts';
import { fetchRefs, initBare, readRemoteHead } from '../git/fetch-branch.ts';
import { openRemote, toGitContext } from '../git/open-remote.ts';
import type { GitContext } from '../git/run-git.ts';
import { withTemporaryFolder } from '../git/with-temporary-folder.ts';
import { createGitHub, type GitHub } from '../github/create-github.ts';
import { readReports } from '../github/read-reports.ts';
import type { Invocation } from '../program/invocation.ts';
import { createGitReader } from '../reader/git-reader.ts';
import type { ChangeView, FollowedCommand, HostView } from './change-view.ts';
import { decideOutcome, type Outcome } from './decide-outcome.ts';
import { createMergeFollower } from './follow-merge.ts';
import { createThreadReader } from './read-thread.ts';

interface WatchOptions {
  readonly repository: RepositoryName;
  readonly followed: FollowedCommand;
  readonly timeoutSeconds: number;
  /** Pause between two looks. */
  readonly pollSeconds: number;
  /** Called after each look; `outcome` is final in the last call. */
  show(view: ChangeView, outcome: Outcome): void;
  /** A look failed for a reason that may pass; it is tried again. */
  warn(error: ColoError): void;
}

/** Follows a command to its end. Throws CLI_WATCH_TIMEOUT; errors that may pass are looked over until then. */
export async function watchChange(invocation: Invocation, options: WatchOptions): Promise<Outcome> {
  const { io } = invocation;
  const github = await createGitHub(invocation);
  const remote = await openRemote(invocation, options.repository);
  return await withTemporaryFolder(async (folder) => {
    const context = toGitContext(remote, folder, io.signal);
    await initBare(context, remote.url);
    const look = createLook(github, context, options);
    const deadline = performance.now() + options.timeoutSeconds * 1000;
    for (;;) {
      const outcome = await lookOnce(look, options);
      if (outcome.kind !== 'going') return outcome;
      if (performance.now() >= deadline) {
        throw new ColoError(
          'CLI_WATCH_TIMEOUT',
          `no end after ${options.timeoutSeconds} s: ${options.followed.url}`,
        );
      }
      await sleep(options.pollSeconds * 1000, undefined, { signal: io.signal });
    }
  });
}

async function lookOnce(look: () => Promise<ChangeView>, options: WatchOptions): Promise<Outcome> {
  try {
    const view = await look();
    const outcome = decideOutcome(view);
    options.show(view, outcome);
    return outcome;
  } catch (error) {
    if (!isColoError(error) || error.kind !== 'transient') throw error;
    options.warn(error);
    return { kind: 'going' };
  }
}

function createLook(github: GitHub, context: GitContext, options: WatchOptions): () => Promise<ChangeView> {
  const { repository, followed } = options;
  const readThread = createThreadReader(github, repository, followed);
  let follow: (() => Promise<readonly HostView[]>) | undefined;
  return async () => {
    const thread = await readThread();
    const merge = thread.pull?.mergeCommit;
    if (merge === undefined) return { ...thread, hosts: [] };
    follow ??= await createMergeFollower(context, merge, {
      readReports: async () => readReports(github, repository, merge, await readStatusCreators(context)),
      isSince: rememberAncestry(github, repository, merge),
    });
    return { ...thread, hosts: await follow() };
  };
}

/** Whose statuses count, by the policy of the default branch. */
async function readStatusCreators(context: GitContext): Promise<readonly string[]> {
  const { branch } = await readRemoteHead(context);
  await fetchRefs(context, [`+refs/heads/${branch}:refs/co/policy`]);
  const read = await readTreeDocument(
    createGitReader(context, 'refs/co/policy'),
    policyPath,
    undefined,
    readFleetPolicy,
  );
  return read?.ok === true ? read.value.spec.statusCreators : [];
}

/** Asks the forge once for each commit: ancestry does not change. */
function rememberAncestry(
  github: GitHub,
  repository: RepositoryName,
  merge: string,
): (commit: string) => Promise<boolean> {
  const known = new Map<string, boolean>([[merge, true]]);
  return async (commit) => {
    const answer = known.get(commit);
    if (answer !== undefined) return answer;
    const { data } = await callGitHub('compare two commits', () =>
      github.rest.repos.compareCommitsWithBasehead({
        owner: repository.owner,
        repo: repository.name,
        basehead: `${merge}...${commit}`,
        per_page: 1,
      }),
    );
    const isSince = data.status === 'ahead' || data.status === 'identical';
    known.set(commit, isSince);
    return isSince;
  };
}
