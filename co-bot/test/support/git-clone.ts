import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

const env = {
  GIT_AUTHOR_NAME: 'Alice',
  GIT_AUTHOR_EMAIL: 'alice@example.org',
  GIT_COMMITTER_NAME: 'Alice',
  GIT_COMMITTER_EMAIL: 'alice@example.org',
  // The same content gives the same commit in every world, so that worlds compare.
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

/** A person's clone of a repository on the forge. */
export interface Clone {
  readonly folder: string;
  git(...args: readonly string[]): Promise<string>;
  /** Writes files (undefined deletes) on a branch, commits and pushes. */
  commit(
    message: string,
    files: Readonly<Record<string, string | undefined>>,
    branch?: string,
  ): Promise<string>;
  close(): Promise<void>;
}

/** Clones (or begins) a repository with a user's token, which goes in a header and never in argv. */
export async function cloneRepository(url: string, token: string): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'colo-clone-'));
  const header = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const secret = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader', GIT_CONFIG_VALUE_0: header };
  const git = async (...args: readonly string[]) => {
    const { stdout } = await execa('git', [...args], { cwd: folder, env: { ...env, ...secret } });
    return stdout;
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', url);
  return {
    folder,
    git,
    async commit(message, files, branch = 'main') {
      await git('fetch', '--quiet', 'origin');
      const remote = await git('branch', '--remotes', '--list', `origin/${branch}`);
      const base = remote === '' ? await git('branch', '--remotes', '--list', 'origin/main') : remote;
      if (base !== '') await git('checkout', '--quiet', '-B', branch, base.trim().split(' ')[0] ?? '');
      else await git('checkout', '--quiet', '-B', branch);
      await writeFiles(folder, files);
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '-m', message);
      await git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return git('rev-parse', 'HEAD');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (text === undefined) await rm(file, { recursive: true, force: true });
    else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}
