import { execa } from 'execa';

/** Runs git as a person would, but with no configuration of the machine. Returns its output. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, {
    cwd,
    extendEnv: false,
    env: {
      PATH: process.env['PATH'] ?? '',
      // A folder that a failed test left behind is none of the checkout's.
      GIT_CEILING_DIRECTORIES: process.cwd(),
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
    },
  });
  return stdout;
}

/** The address of a repository with a token in it. */
export function withToken(cloneUrl: string, token: string): string {
  return cloneUrl.replace('http://', `http://x-access-token:${token}@`);
}
