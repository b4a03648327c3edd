import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Purge } from '@colo/schemas/documents/desired-state';
import t from 'tap';
import { createSiteRig, type SiteRig } from './site-rig.ts';

const HELLO = { applicationId: 'hello', keeps: true } as const;
const OTHER = { applicationId: 'other', version: '1.0', keeps: true } as const;

function purgeHello(epoch: number, hosts: readonly string[] = ['edge-01']): readonly Purge[] {
  return [{ applicationId: 'hello', hosts: [...hosts], epoch }];
}

/** What a component has written, a line for each start; undefined where its data is gone. */
async function readKept(rig: SiteRig, app = 'hello', component = 'web', host = 'edge-01') {
  return readFile(join(rig.dataFolder(host, app), component, 'data', 'kept'), 'utf8').catch(() => undefined);
}

t.test('a removal keeps data, a purge deletes it once, and nothing else', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ ...HELLO, version: '1.0', components: ['db', 'web'] }, OTHER]);
  t.equal(await rig.once(), 'converged');
  // The component db goes with this version; its data stays.
  await rig.want([{ ...HELLO, version: '1.1' }, OTHER]);
  t.equal(await rig.once(), 'converged');
  await rig.want([OTHER]);
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n1.1\n', 'removed without a purge');
  t.match((await rig.reports()).at(-1), { state: 'success', description: 'removed' });

  const commit = await rig.want([OTHER], {}, purgeHello(1));
  t.equal(await rig.once(), 'converged');

  t.equal(await readKept(rig), undefined);
  t.equal(await readKept(rig, 'hello', 'db'), undefined, 'also of a component that no version has any more');
  t.equal(await readKept(rig, 'other'), '1.0\n');
  t.match((await rig.reports()).at(-1), {
    commit,
    context: 'lo/eu/berlin/edge-01/hello',
    state: 'success',
    description: 'removed: its data is deleted',
  });
  t.match(rig.logged.join(''), /data purged, to 1/, 'which LO logs');

  await rig.want([{ ...HELLO, version: '1.0' }, OTHER], {}, purgeHello(1));
  t.equal(await rig.once(), 'converged');
  await rig.want([{ ...HELLO, version: '2.0' }, OTHER], {}, purgeHello(1));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n2.0\n', 'new data survives updates although the tombstone stays');
  await rig.want([OTHER], {}, purgeHello(1));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n2.0\n', 'and a removal');
  t.match((await rig.reports()).at(-1), { description: 'removed' });

  await rig.want([OTHER], {}, purgeHello(2));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), undefined, 'a higher epoch purges again');
});

t.test('removed with its data in one commit, and deployed again in one commit', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ ...HELLO, version: '1.0' }]);
  t.equal(await rig.once(), 'converged');

  await rig.want([{ ...HELLO, version: '1.0' }], {}, purgeHello(1));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n', 'removed, purged and installed: one start since');
  t.equal((await rig.starts()).length, 2);
  t.match((await rig.reports()).at(-1), { state: 'success', description: /^installed 1\.0/ });

  const purge = await rig.want([], {}, purgeHello(2));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), undefined);
  t.same(await rig.running(), []);

  await rig.infra.git('revert', '--no-edit', purge);
  await rig.infra.git('push', '-q', 'origin', 'HEAD:main');
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n', 'a revert brings the application back, not its data');
  await rig.want([{ ...HELLO, version: '1.0' }], {}, purgeHello(2));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig), '1.0\n', 'the host has come to that epoch before');
});

t.test('a host that is away during a purge purges once when it is back', async (t) => {
  const hosts = ['edge-01', 'edge-02'];
  const rig = await createSiteRig(t, { hosts });
  await rig.want([{ ...HELLO, version: '1.0' }, OTHER]);
  t.equal(await rig.once(), 'converged');
  const away = `${rig.workdir('edge-02')}.away`;
  await rename(rig.workdir('edge-02'), away);
  await writeFile(rig.workdir('edge-02'), 'no folder');

  await rig.want([OTHER], {}, purgeHello(1, hosts));
  await rig.once();
  t.equal(await readKept(rig), undefined);
  await rig.want([{ ...OTHER, greeting: 'Moin' }], {}, purgeHello(1, hosts));
  await rig.once();
  await rig.want([{ ...HELLO, version: '2.0' }, OTHER], {}, purgeHello(1, hosts));
  await rig.once();
  t.equal(await readKept(rig), '2.0\n');
  await rm(rig.workdir('edge-02'));
  await rename(away, rig.workdir('edge-02'));
  t.equal(await readKept(rig, 'hello', 'web', 'edge-02'), '1.0\n');

  t.equal(await rig.once(), 'converged');

  t.equal(await readKept(rig, 'hello', 'web', 'edge-02'), '2.0\n');
  t.equal(await readKept(rig), '2.0\n');
  await rig.want([{ ...HELLO, version: '3.0' }, OTHER], {}, purgeHello(1, hosts));
  t.equal(await rig.once(), 'converged');
  t.equal(await readKept(rig, 'hello', 'web', 'edge-02'), '2.0\n3.0\n');
});

t.test('one lost record is no reason to delete data that came after a purge', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ ...HELLO, version: '1.0' }], {}, purgeHello(3));
  t.equal(await rig.once(), 'converged');
  const folder = rig.dataFolder('edge-01', 'hello');
  const records = [join(folder, 'purged.record'), join(folder, 'web', 'born')];
  let expected = '1.0\n';
  let version = 1;
  for (const record of records) {
    for (const harm of [(file: string) => rm(file), flipOneBit]) {
      t.equal(existsSync(record), true, `${record} is there`);
      await harm(record);
      // LO knows nothing of its own either.
      await rm(join(rig.settings.stateDir, 'state'), { recursive: true });

      t.equal(await rig.once(), 'converged');
      t.equal(await readKept(rig), expected, 'nothing is purged');

      version += 1;
      expected += `${version}.0\n`;
      await rig.want([{ ...HELLO, version: `${version}.0` }], {}, purgeHello(3));
      t.equal(await rig.once(), 'converged');
      t.equal(await readKept(rig), expected, 'an update keeps the data, and writes the record anew');
    }
  }
});

t.test('data whose slots are gone, and an application that a host never had', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ ...HELLO, version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await rig.want([]);
  t.equal(await rig.once(), 'converged');
  await rm(join(rig.workdir('edge-01'), 'slots'), { recursive: true });

  await rig.want([], {}, [...purgeHello(1), { applicationId: 'never-there', hosts: ['edge-01'], epoch: 4 }]);
  t.equal(await rig.once(), 'converged');

  t.equal(await readKept(rig), undefined);
  t.match(
    await readFile(join(rig.dataFolder('edge-01', 'never-there'), 'purged.record'), 'utf8'),
    /^epoch 4$/m,
  );
  const before = rig.logged.length;
  t.equal(await rig.once(), 'converged');
  t.notMatch(rig.logged.slice(before).join(''), /purge-app/);
});

t.test('the brake on removals counts what is purged', async (t) => {
  const rig = await createSiteRig(t, { config: { guard: { removals: 0 } } });
  await rig.want([{ ...HELLO, version: '1.0' }]);
  t.equal(await rig.once(), 'converged');

  await rig.want([{ ...HELLO, version: '1.0' }], {}, purgeHello(1));
  await rig.once();

  t.equal(await readKept(rig), '1.0\n');
  t.match((await rig.reports()).at(-1), { state: 'error', description: /LO_REMOVALS_REFUSED/ });
  await rig.want([{ ...HELLO, version: '1.0' }], {}, [
    { applicationId: 'old', hosts: ['edge-01'], epoch: 1 },
  ]);
  await rig.once();
  const reports = (await rig.reports()).filter(({ context }) => context.endsWith('/old'));
  t.match(reports, [{ state: 'error', description: /LO_REMOVALS_REFUSED/ }], 'who waits for a purge is told');
});

async function flipOneBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  const place = bytes.indexOf('epoch') + 'epoch '.length;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
