import { createHookEnvironment } from '../git/git-environment.ts';
import type { GitContext } from '../git/run-git.ts';
import type { CliIo } from '../program/cli-io.ts';
import { validateStaged } from '../validate/validate-changes.ts';
import { type CheckedCommit, checkCommits } from './check-commits.ts';
import { choosePushed, chooseReceived } from './choose-commits.ts';
import type { HookName } from './hook-script.ts';
import { parsePushed, parseReceived, readInput } from './read-updates.ts';
import { wakeListeners } from './wake-listeners.ts';

/** What a hook found, and what it could not do that is no reason to refuse. */
export interface HookRun {
  readonly checked: readonly CheckedCommit[];
  readonly remarks: readonly string[];
}

/** Does what one hook is for, in the repository that git named in the environment or the working folder. */
export async function runHook(hook: HookName, io: CliIo): Promise<HookRun> {
  const context: GitContext = {
    folder: io.cwd,
    environment: createHookEnvironment(io.env),
    signal: io.signal,
  };
  switch (hook) {
    case 'pre-commit': {
      const report = await validateStaged(context, () => true);
      return { checked: [{ ref: 'what is staged', commit: '', ...report }], remarks: [] };
    }
    case 'pre-push': {
      const commits = await choosePushed(context, parsePushed(await readInput(io.stdin)));
      return { checked: await checkCommits(context, commits), remarks: [] };
    }
    case 'pre-receive': {
      const commits = await chooseReceived(context, parseReceived(await readInput(io.stdin)));
      return { checked: await checkCommits(context, commits), remarks: [] };
    }
    case 'post-receive': {
      const updates = parseReceived(await readInput(io.stdin));
      const isNews = updates.some(({ ref }) => ref.startsWith('refs/heads/'));
      return { checked: [], remarks: isNews ? await wakeListeners(context) : [] };
    }
  }
}
