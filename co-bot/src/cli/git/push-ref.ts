import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas/errors';
import { readRemoteRef } from './fetch-branch.ts';
import { type GitContext, tryGit } from './run-git.ts';

/** A refusal may come from a lock that another push holds for a moment. */
const ATTEMPTS = 3;
const PAUSE_MS = 300;

interface PushRequest {
  readonly commit: string;
  /** Full name: `refs/heads/main`. */
  readonly ref: string;
  /** What the ref held when the commit was made; undefined where it was not there. */
  readonly expected: string | undefined;
  /** Name or address of the remote; default `origin`. */
  readonly remote?: string;
}

/**
 * Moves one ref from what was expected to a commit that builds on it (compare-and-swap by --force-with-lease). `raced`
 * means that the ref holds something else by now; what the ref holds says so, not git's message.
 * Throws CLI_PUSH_REFUSED where the ref is as expected and still does not move, and CLI_GIT_FAILED where nobody answers.
 */
export async function pushRef(context: GitContext, request: PushRequest): Promise<'pushed' | 'raced'> {
  const { commit, ref, expected, remote = 'origin' } = request;
  const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
  let message = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const result = await tryGit(context, ['push', '--no-verify', lease, '--', remote, `${commit}:${ref}`]);
    if (result.exitCode === 0) return 'pushed';
    const now = await readRemoteRef(context, ref, remote);
    if (now === commit) return 'pushed';
    if (now !== expected) return 'raced';
    message = result.message;
    await sleep(PAUSE_MS, undefined, { signal: context.signal });
  }
  throw new ColoError('CLI_PUSH_REFUSED', `${ref} was not accepted: ${message}`);
}
