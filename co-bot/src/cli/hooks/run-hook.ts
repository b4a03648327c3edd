import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { findHookRepository } from '../git/find-repository.ts';
import type { GitContext } from '../git/run-git.ts';
import type { ObjectsContext } from '../git/with-objects.ts';
import type { CliIo } from '../program/cli-io.ts';
import type { CheckedCommit } from './check-commits.ts';
import type { CommitToCheck } from './choose-commits.ts';
import type { HookName } from './hook-script.ts';
import { parsePushed, parseReceived, readInput } from './read-updates.ts';

/** What a hook found, and what it could not do that is no reason to refuse. */
export interface HookRun {
  readonly checked: readonly CheckedCommit[];
  readonly remarks: readonly string[];
}

/**
 * Does what one hook is for, in the repository that git named in the environment or the working folder. Git starts a hook
 * for each commit and push: only what this one needs is loaded.
 */
export async function runHook(hook: HookName, io: CliIo): Promise<HookRun> {
  const repository = findHookRepository(io.cwd, io.env);
  if (repository === undefined)
    throw new ColoError('CLI_REPOSITORY_UNFIT', `${toSafeText(io.cwd, 400)} is in no Git repository`);
  if (hook === 'post-receive') {
    const updates = parseReceived(await readInput(io.stdin));
    const isNews = updates.some(({ ref }) => ref.startsWith('refs/heads/'));
    if (!isNews) return { checked: [], remarks: [] };
    const { wakeListeners } = await import('./wake-listeners.ts');
    return { checked: [], remarks: await wakeListeners(repository, io) };
  }
  const { withObjects } = await import('../git/with-objects.ts');
  const request = { repository, folder: io.cwd, environment: io.env, signal: io.signal };
  const checked = await withObjects(request, (context) => checkIn(hook, context, io));
  return { checked, remarks: [] };
}

async function checkIn(
  hook: Exclude<HookName, 'post-receive'>,
  context: ObjectsContext,
  io: CliIo,
): Promise<readonly CheckedCommit[]> {
  switch (hook) {
    case 'pre-commit': {
      const { validateStaged } = await import('../validate/validate-changes.ts');
      const report = await validateStaged(context, () => true);
      return [{ ref: 'what is staged', commit: '', ...report }];
    }
    case 'pre-push': {
      const { choosePushed } = await import('./choose-commits.ts');
      return await check(context, await choosePushed(context, parsePushed(await readInput(io.stdin))));
    }
    case 'pre-receive': {
      const { chooseReceived } = await import('./choose-commits.ts');
      return await check(context, await chooseReceived(context, parseReceived(await readInput(io.stdin))));
    }
  }
}

/** A push of tags, or of other branches than the one that sites follow, has nothing to check. */
async function check(
  context: GitContext,
  commits: readonly CommitToCheck[],
): Promise<readonly CheckedCommit[]> {
  if (commits.length === 0) return [];
  const { checkCommits } = await import('./check-commits.ts');
  return await checkCommits(context, commits);
}
