import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { createSiteRig, type SiteRig } from './site-rig.ts';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

async function listContents(rig: SiteRig): Promise<readonly string[]> {
  return (await readdir(join(rig.workdir('edge-01'), 'content'))).sort();
}

/** Generations that the host keeps of its one component. */
async function listAttempts(rig: SiteRig): Promise<readonly string[]> {
  const entries = await readdir(join(rig.workdir('edge-01'), 'slots'), { recursive: true });
  return entries
    .filter((entry) => /\/attempts\/\d+$/u.test(entry))
    .map((entry) => entry.replace(/.*\//u, ''));
}

t.test('a host keeps the attempt that runs and the files of the last day, and no more', async (t) => {
  const rig = await createSiteRig(t);
  for (const version of ['1.0', '1.1', '1.2']) {
    await rig.want([{ applicationId: 'hello', version, greeting: version }]);
    t.equal(await rig.once(), 'converged');
  }
  t.strictSame(await listAttempts(rig), ['3']);
  const young = await listContents(rig);
  const then = new Date(Date.now() - TWO_DAYS_MS);
  for (const name of young) await utimes(join(rig.workdir('edge-01'), 'content', name), then, then);

  await rig.want([{ applicationId: 'hello', version: '1.3', greeting: '1.3' }]);
  t.equal(await rig.once(), 'converged');

  t.strictSame(await listAttempts(rig), ['4']);
  const left = await listContents(rig);
  t.ok(left.length >= 1 && left.length < young.length + 1, `${young.length} before, ${left.length} after`);
  t.equal((await rig.findPrograms()).length > 0, true, 'the program runs on');
});

// Fault 12
t.test('files that a wrong clock dated far ahead are kept for a day from now, not for years', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const [name = ''] = await listContents(rig);
  const folder = join(rig.workdir('edge-01'), 'content', name);
  const ahead = new Date(Date.now() + 10 * 365 * TWO_DAYS_MS);
  await utimes(folder, ahead, ahead);

  await rig.want([{ applicationId: 'hello', version: '1.1' }]);
  t.equal(await rig.once(), 'converged');

  t.ok((await listContents(rig)).includes(name), 'it stays');
  t.ok((await stat(folder)).mtimeMs < Date.now() + TWO_DAYS_MS, 'and ages from now on');
  t.notOk((await readdir(rig.workdir('edge-01'))).includes('now'));
});
