import { constants } from 'node:fs';
import { copyFile, cp, lstat, mkdir, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { execa } from 'execa';
import { isOrphan, writeOwner } from '../edge-host/rig-owner.ts';
import { readSourceTree } from '../testing/source-tree.ts';

/**
 * Makes a copy of a compiled checkout in which code may be changed: its sources and what is compiled are copied, the installed
 * packages linked. Links between its workspaces lead into the copy. What an earlier run left there, a planted fault too, is gone.
 *
 * @param target the folder of the copy; another run must not be using it
 * @returns what hands the folder back when the run ends
 * @throws ColoError USAGE where one does, or the checkout is not compiled
 */
export async function makeCopy(root: string, target: string): Promise<() => Promise<void>> {
  if ((await exists(join(target, 'owner'))) && !(await isOrphan(target))) {
    throw new ColoError('USAGE', `Another run is using ${target}.`, { fix: 'Wait until it has ended.' });
  }
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await writeOwner(target);
  await closeToGit(target);
  const { files, workspaces } = readSourceTree(root);
  for (const file of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(root, file), join(target, file), constants.COPYFILE_FICLONE);
  }
  for (const { folder } of workspaces) {
    const compiled = join(root, folder, 'dist');
    if (!(await exists(compiled))) {
      throw new ColoError('USAGE', `${join(root, folder)} is not compiled.`, {
        fix: 'Run `npm run build` there.',
      });
    }
    await cp(compiled, join(target, folder, 'dist'), { recursive: true });
  }
  for (const folder of ['', ...workspaces.map((each) => each.folder)]) {
    if (await exists(join(root, folder, 'node_modules'))) await linkPackages(root, target, folder);
  }
  return () => rm(join(target, 'owner'), { force: true });
}

/**
 * Makes the copy a repository of its own. A test whose folder is gone, as after its time was up, may still run git there, which
 * looks for a repository in the folders above, and would commit to the checkout that the copy lies in.
 */
async function closeToGit(target: string): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  await execa('git', ['init', '--quiet', '--initial-branch=main', target], { extendEnv: false, env });
}

/** A folder of packages whose entries lead to those of the checkout, but to the copy where they lead to one of its workspaces. */
async function linkPackages(root: string, target: string, folder: string): Promise<void> {
  const real = await realpath(root);
  async function link(path: string): Promise<void> {
    const from = join(root, path);
    const isLink = (await lstat(from)).isSymbolicLink();
    const place = await realpath(from).catch(() => undefined);
    if (isLink && place?.startsWith(`${real}${sep}`)) await symlink(await readlink(from), join(target, path));
    else if (/\/(?:@[^/]+|\.bin)$/.test(path)) await linkAll(path);
    else await symlink(from, join(target, path));
  }
  async function linkAll(path: string): Promise<void> {
    await mkdir(join(target, path), { recursive: true });
    for (const name of await readdir(join(root, path))) await link(join(path, name));
  }
  await linkAll(join(folder, 'node_modules'));
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
