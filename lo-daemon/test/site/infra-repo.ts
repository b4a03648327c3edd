import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** A real bare infra repo, and a checkout to commit from. */
export interface InfraRepo {
  readonly bare: string;
  readonly checkout: string;
  git(...args: readonly string[]): Promise<string>;
  /** Writes (undefined: deletes) files, commits and pushes; returns the commit. */
  commit(files: Readonly<Record<string, string | Uint8Array | undefined>>, message?: string): Promise<string>;
  /** Commits to the branch that CO writes. */
  commitEvent(files: Readonly<Record<string, string>>): Promise<string>;
}

export async function createInfraRepo(root: string): Promise<InfraRepo> {
  const bare = join(root, 'infra.git');
  const checkout = join(root, 'checkout');
  const env = {
    GIT_AUTHOR_NAME: 'colo',
    GIT_AUTHOR_EMAIL: 'colo@example.test',
    GIT_COMMITTER_NAME: 'colo',
    GIT_COMMITTER_EMAIL: 'colo@example.test',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
  await execa('git', ['init', '-q', '--bare', '-b', 'main', bare], { env });
  await execa('git', ['-C', bare, 'config', 'uploadpack.allowFilter', 'true'], { env });
  await execa('git', ['-C', bare, 'config', 'http.receivepack', 'true'], { env });
  await execa('git', ['clone', '-q', bare, checkout], { env, stderr: 'ignore' });
  await execa('git', ['-C', checkout, 'checkout', '-q', '-B', 'main'], { env });
  async function git(...args: readonly string[]): Promise<string> {
    const { stdout } = await execa('git', ['-C', checkout, ...args], { env });
    return stdout;
  }
  async function write(
    files: Readonly<Record<string, string | Uint8Array | undefined>>,
    message: string,
  ): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(checkout, path);
      if (text === undefined) await rm(file, { recursive: true });
      else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    }
    await git('add', '-A', '.');
    await git('commit', '-q', '--allow-empty', '-m', message);
  }
  return {
    bare,
    checkout,
    git,
    async commit(files, message = 'change') {
      await write(files, message);
      await git('push', '-q', 'origin', 'HEAD:main');
      return git('rev-parse', 'HEAD');
    },
    async commitEvent(files) {
      const written = await git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin/colo/events');
      await git('checkout', '-q', '-B', 'events', written === '' ? 'main' : written);
      await write(files, 'event');
      await git('push', '-q', 'origin', 'HEAD:refs/heads/colo/events');
      const commit = await git('rev-parse', 'HEAD');
      await git('checkout', '-q', 'main');
      return commit;
    },
  };
}
