// LO's own files are caches of Git and of the hosts: what is damaged is made anew, and nobody is asked to delete anything.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

/** Flips a bit in the middle of every file below a folder. */
async function damageAll(folder: string, pattern = /./): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && pattern.test(entry.name));
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await rm(join(parentPath, name));
    await writeFile(join(parentPath, name), bytes);
  }
  return files.length;
}

/** The hosts have lost their files and their programs: all of it must come from LO. */
async function emptyHosts(rig: SiteRig): Promise<void> {
  await killAll(await rig.findPrograms());
  await rm(join(rig.workdir('edge-01'), 'content'), { recursive: true });
}

async function onceSettled(rig: SiteRig): Promise<string> {
  let outcome = await rig.once();
  for (let round = 0; round < 5 && outcome === 'waiting'; round += 1) outcome = await rig.once();
  return outcome;
}

t.test(
  'damaged files of the store are taken from the local copy of the repo, without an uplink',
  async (t) => {
    const rig = await createSiteRig(t);
    await rig.want([{ applicationId: 'hello', version: '1.0' }]);
    t.equal(await rig.once(), 'converged');
    await emptyHosts(rig);
    t.ok((await damageAll(join(rig.settings.stateDir, 'blobs'))) > 0);
    t.ok((await damageAll(join(rig.settings.stateDir, 'packages'))) > 0);
    await rename(rig.infra.bare, `${rig.infra.bare}.away`);

    t.equal(await rig.once(), 'waiting', 'the poll fails');

    t.same(await rig.running(), ['hello web 1.0 Hello']);
    await rename(`${rig.infra.bare}.away`, rig.infra.bare);
    t.equal(await onceSettled(rig), 'converged');
  },
);

t.test('a damaged local copy of the repo is fetched anew, while LO runs', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const daemon = await rig.open();
  const { signal } = new AbortController();
  t.equal(await daemon.runOnce(signal), 'converged');
  const git = join(rig.settings.stateDir, 'git');
  t.ok((await damageAll(join(git, 'objects'))) > 0);
  // Of a git that was killed.
  await writeFile(join(git, 'shallow.lock'), '');
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);

  t.equal(await daemon.runOnce(signal), 'converged');

  t.equal(daemon.pollError, undefined);
  t.same(await rig.running(), ['hello web 2.0 Hello']);
  await daemon.close();
});

t.test('both are damaged: all comes from the infra repo', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await emptyHosts(rig);
  await damageAll(join(rig.settings.stateDir, 'blobs'));
  await damageAll(join(rig.settings.stateDir, 'git', 'objects'));

  t.equal(await onceSettled(rig), 'converged');

  t.same(await rig.running(), ['hello web 1.0 Hello']);
});

t.test('a copy that lacks a tree of the commit is no commit without the site', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const packs = join(rig.settings.stateDir, 'git', 'objects', 'pack');
  for (const name of await readdir(packs)) await rm(join(packs, name));
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);

  t.equal(await onceSettled(rig), 'converged');

  t.same(await rig.running(), ['hello web 2.0 Hello']);
  t.notMatch(rig.logged.join(''), /revision refused/);
});
