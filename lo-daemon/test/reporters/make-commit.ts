import { execa } from 'execa';

/** A commit in an empty bare repository. */
export async function makeCommit(gitDir: string): Promise<string> {
  const git = async (...args: readonly string[]) => {
    const env = {
      GIT_AUTHOR_NAME: 'colo',
      GIT_AUTHOR_EMAIL: 'colo@example.test',
      GIT_COMMITTER_NAME: 'colo',
      GIT_COMMITTER_EMAIL: 'colo@example.test',
    };
    return (await execa('git', [`--git-dir=${gitDir}`, ...args], { env, input: '' })).stdout;
  };
  const id = await git('commit-tree', await git('hash-object', '-w', '-t', 'tree', '--stdin'), '-m', 'first');
  await git('update-ref', 'refs/heads/main', id);
  return id;
}
