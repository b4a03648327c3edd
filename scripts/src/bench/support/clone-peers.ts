import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FetchRepository } from '../data/fetch-repository.ts';
import type { FetchSides } from './fetch-sides.ts';
import { measureFolder } from './measure-folder.ts';
import { runGit } from './run-git.ts';
import type { ForgeProcess } from './start-forge-process.ts';

/** The least that git itself can download for one site: no history, no other site's files. */
export function createSparseClone(forge: ForgeProcess, source: FetchRepository, folder: string): FetchSides {
  const options = ['--quiet', '--no-tags', '--depth=1', '--filter=blob:none'];
  const git = gitOf(forge);
  return createSides(forge, folder, 'git clone --sparse, blob:none', {
    async first() {
      const url = forge.urlOf('infra');
      await git(dirname(folder), [
        'clone',
        ...options,
        '--sparse',
        '--no-checkout',
        '--branch=main',
        url,
        folder,
      ]);
      const patterns = source.folders.map((each) => `/${each}/`);
      await git(folder, ['sparse-checkout', 'set', '--no-cone', ...patterns]);
      await git(folder, ['checkout', '--quiet', 'main']);
    },
    async increment() {
      await git(folder, ['fetch', ...options, 'origin', 'main']);
      await git(folder, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
    },
  });
}

/** Everything of the newest commit, without a checkout. */
export function createBareClone(forge: ForgeProcess, folder: string): FetchSides {
  const options = ['--quiet', '--no-tags', '--depth=1'];
  const git = gitOf(forge);
  return createSides(forge, folder, 'git clone --bare', {
    first: () =>
      git(dirname(folder), ['clone', ...options, '--bare', '--branch=main', forge.urlOf('infra'), folder]),
    increment: () => git(folder, ['fetch', ...options, 'origin', '+main:main']),
  });
}

function createSides(
  forge: ForgeProcess,
  folder: string,
  name: string,
  work: { first(): Promise<unknown>; increment(): Promise<unknown> },
): FetchSides {
  return {
    first: {
      name,
      async prepare() {
        await rm(folder, { recursive: true, force: true });
        await mkdir(dirname(folder), { recursive: true });
      },
      run: work.first,
      gauge: async () => ({ wire: await forge.takeTraffic(), disk: await measureFolder(folder) }),
    },
    increment: { name, run: work.increment, gauge: async () => ({ wire: await forge.takeTraffic() }) },
  };
}

function gitOf({ gitConfig }: ForgeProcess) {
  // No housekeeping in the background: it would run into the next side's time.
  const config = { ...gitConfig, 'gc.auto': '0', 'maintenance.auto': 'false' };
  return (cwd: string, args: readonly string[]) => runGit({ cwd, args, config });
}
