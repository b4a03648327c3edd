import { execa } from 'execa';

/** What git does for the sake of later days: a repository of a test has none. */
const THROWAWAY = {
  GIT_CONFIG_COUNT: '3',
  GIT_CONFIG_KEY_0: 'core.fsync',
  GIT_CONFIG_VALUE_0: 'none',
  GIT_CONFIG_KEY_1: 'gc.auto',
  GIT_CONFIG_VALUE_1: '0',
  GIT_CONFIG_KEY_2: 'maintenance.auto',
  GIT_CONFIG_VALUE_2: 'false',
};

/** Runs git in a folder as somebody, without the developer's own configuration; returns what it printed. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('git', args, {
    cwd: folder,
    extendEnv: false,
    env: {
      PATH: process.env['PATH'] ?? '',
      // A folder that a failed test left behind is none of the checkout's.
      GIT_CEILING_DIRECTORIES: process.cwd(),
      HOME: '/nonexistent',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...THROWAWAY,
      GIT_AUTHOR_NAME: 'Alice',
      GIT_AUTHOR_EMAIL: 'alice@example.com',
      GIT_COMMITTER_NAME: 'Alice',
      GIT_COMMITTER_EMAIL: 'alice@example.com',
    },
  });
  return stdout;
}
