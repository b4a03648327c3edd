import { join } from 'node:path';
import { execa } from 'execa';
import type { Test } from 'tap';
import type { Files } from '../../support/packages.ts';
import { runHooksHere } from './hook-bridge.ts';
import { runCli } from './run-cli.ts';
import { git } from './run-git.ts';
import { writeFiles } from './write-files.ts';

interface World {
  readonly bare: string;
  readonly clone: string;
  /** From now on the hooks run `co` in this process (see {@link runHooksHere}). */
  runHooksHere(): Promise<void>;
  commit(files: Files): Promise<void>;
  /** Pushes and says how it ended; the hook's lines come with `remote: ` before them. */
  push(...args: readonly string[]): Promise<{ readonly ok: boolean; readonly said: string }>;
}

/** A bare repository with hooks, and a clone of it. */
export async function openBareWorld(t: Test, ...options: readonly string[]): Promise<World> {
  const folder = t.testdir();
  const bare = join(folder, "it's infra.git");
  const clone = join(folder, 'clone');
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const install = await runCli(['hooks', 'install', '--bare', ...options, bare], { cwd: folder });
  t.equal(install.code, 0, install.stderr);
  await git(folder, 'clone', '--quiet', bare, clone);
  return {
    bare,
    clone,
    runHooksHere: () => runHooksHere(t, join(bare, 'hooks'), join(folder, 'calls')),
    async commit(files) {
      await writeFiles(clone, files);
      await git(clone, 'add', '--all');
      await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'Change');
    },
    async push(...args) {
      const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
      const push = ['push', '--quiet', 'origin', ...args];
      const run = await execa('git', push, { cwd: clone, reject: false, extendEnv: false, env });
      return { ok: run.exitCode === 0, said: run.stderr.replaceAll(/^remote: /gm, '') };
    },
  };
}
