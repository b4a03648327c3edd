import { ColoError } from '@colo/schemas';
import { type GitContext, tryGit } from './run-git.ts';

/**
 * Pushes one commit to one ref, never by force. `raced` means that the ref holds something that the commit does not
 * build on; `--porcelain` says so in one letter, so no message is parsed. Throws CLI_PUSH_REFUSED or CLI_GIT_FAILED.
 */
export async function pushRef(
  context: GitContext,
  commit: string,
  ref: string,
  remote = 'origin',
): Promise<'pushed' | 'raced'> {
  const result = await tryGit(context, [
    'push',
    '--porcelain',
    '--no-verify',
    '--',
    remote,
    `${commit}:${ref}`,
  ]);
  const report = result.stdout.toString('utf8');
  if (result.exitCode === 0) return 'pushed';
  if (/^!\t\S+\t\[rejected\]/m.test(report)) return 'raced';
  if (/^!\t/m.test(report))
    throw new ColoError('CLI_PUSH_REFUSED', `${ref} was not accepted: ${result.message}`);
  throw new ColoError('CLI_GIT_FAILED', `the push failed: ${result.message}`);
}
