import { type GitContext, runGit } from './run-git.ts';

/** Variables that name the author: none where git knows the person, otherwise the command itself. */
export async function readIdentity(context: GitContext): Promise<Record<string, string>> {
  const email = await runGit(context, ['config', '--default', '', '--get', 'user.email']);
  if (email !== '' || context.environment['GIT_AUTHOR_EMAIL'] !== undefined) return {};
  return {
    GIT_AUTHOR_NAME: 'co',
    GIT_AUTHOR_EMAIL: 'co@localhost',
    GIT_COMMITTER_NAME: 'co',
    GIT_COMMITTER_EMAIL: 'co@localhost',
  };
}
