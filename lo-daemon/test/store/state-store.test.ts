import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { StateStore } from '../../src/store/state-store.ts';

t.test('the newest whole generation is read, of this site and this version alone', async (t) => {
  const folder = t.testdir();
  const file = join(folder, 'actual-state.json');
  const store = new StateStore(folder, 'berlin');
  t.equal(await store.load(), 'nothing');
  store.setHost('edge-01', { applications: {}, reachable: true });
  await store.save();
  store.setHost('edge-02', { applications: {} });
  await store.save();
  const whole = await readFile(file, 'utf8');

  const again = new StateStore(folder, 'berlin');
  t.equal(await again.load(), 'current');
  t.same(again.listHosts(), ['edge-01', 'edge-02']);
  t.equal(await new StateStore(folder, 'paris').load(), 'nothing', "another site's state is not ours");

  for (const [name, text] of [
    ['cut off', whole.slice(0, 50)],
    ['changed', whole.replace('edge-02', 'edge-03')],
    ['of a newer LO', whole.replaceAll('colo.dev/v1alpha1', 'colo.dev/v2')],
  ] as const) {
    await writeFile(file, text);
    const older = new StateStore(folder, 'berlin');
    t.equal(await older.load(), 'previous', name);
    t.same(older.listHosts(), ['edge-01'], name);
  }
});

t.test('what did not change is not written, and saves at once share a write', async (t) => {
  const folder = t.testdir();
  const file = join(folder, 'actual-state.json');
  const store = new StateStore(folder, 'berlin');
  await store.load();
  store.setHost('edge-01', { applications: {}, observedAt: '2026-01-01T00:00:00.000Z' });
  await Promise.all([store.save(), store.save(), store.save()]);
  const first = await readFile(file, 'utf8');
  t.match(first, /"sequence":1/);

  store.setHost('edge-01', { applications: {}, observedAt: '2026-01-01T00:05:00.000Z' });
  await store.save();

  t.equal(await readFile(file, 'utf8'), first, 'having looked again is no news');
});
