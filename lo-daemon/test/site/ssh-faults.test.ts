import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { until } from '../node/node-rig.ts';
import { bestHostKind, listHostKinds } from '../ssh-hosts.ts';
import { startLo } from './lo-process.ts';
import type { SiteRig } from './site-rig.ts';
import { createSshSite } from './ssh-site-rig.ts';

const HELD = { applicationId: 'hello', version: '1.0', held: true } as const;

async function isInstalled(rig: SiteRig): Promise<boolean> {
  return (await rig.reports()).at(-1)?.state === 'success';
}

/** Nonce of the attempt that LO wrote down, as far as it is still open. */
async function readOpenNonce(rig: SiteRig): Promise<string | undefined> {
  const file = join(rig.settings.stateDir, 'state', 'actual-state.json');
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.includes('"outcome":"open"') ? /"nonce":"([0-9a-f]{32})"/.exec(text)?.[1] : undefined;
}

for (const kind of listHostKinds(t)) {
  // Fault 8
  t.test(`LO killed during an install over ${kind} finds the same job and installs once`, async (t) => {
    const { rig } = await createSshSite(t, { kind });
    await rig.want([HELD]);
    const first = await startLo(t, rig);
    await until('the program starts', async () => (await rig.starts()).length === 1);
    const nonce = await readOpenNonce(rig);
    t.match(nonce, /^[0-9a-f]{32}$/, 'the attempt was written down before it began');

    await first.kill('SIGKILL');
    const second = await startLo(t, rig);
    await until('the job is found', async () => /waiting for an attempt/.test(await second.readLog()));
    await rig.release(HELD);

    await until('it is installed', () => isInstalled(rig));
    t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
    const state = await readFile(join(rig.settings.stateDir, 'state', 'actual-state.json'), 'utf8');
    t.match(state, `"nonce":"${nonce}"`, 'by the same job');
    t.match(state, /"outcome":"installed"/);
  });

  t.test(`${kind} killed during an install, then started again: the same job, one install`, async (t) => {
    const { rig, edge } = await createSshSite(t, { kind });
    await rig.want([HELD]);
    await startLo(t, rig);
    await until('the program starts', async () => (await rig.starts()).length === 1);
    const nonce = await readOpenNonce(rig);

    await edge('edge-01').killSessions();
    await edge('edge-01').start();
    await rig.release(HELD);

    await until('it is installed', () => isInstalled(rig));
    t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
    const state = await readFile(join(rig.settings.stateDir, 'state', 'actual-state.json'), 'utf8');
    t.match(state, `"nonce":"${nonce}"`, 'by the same job');
  });
}

t.test('hosts that are lost in mid install hold up no other, and are called unreachable', async (t) => {
  const { rig, edge } = await createSshSite(t, {
    kind: bestHostKind(),
    hosts: ['edge-01', 'edge-02', 'edge-03'],
    config: { concurrency: { hosts: 1 } },
  });
  const lost = ['edge-01', 'edge-02'];
  await rig.want([{ ...HELD, hosts: lost }]);
  await startLo(t, rig);
  for (const host of lost)
    await until(`the program on ${host}`, async () => (await rig.starts(host)).length === 1);
  for (const host of lost) await edge(host).killSessions();

  await rig.want([
    { ...HELD, hosts: lost },
    { applicationId: 'other', version: '1.0', hosts: ['edge-03'] },
  ]);

  const last = async (host: string, application: string) =>
    (await rig.reports()).findLast(({ context }) => context === `lo/eu/berlin/${host}/${application}`);
  await until('the other host is served', async () => (await last('edge-03', 'other'))?.state === 'success');
  for (const host of lost)
    await until(`${host} is called so`, async () =>
      /unreachable since/.test((await last(host, 'hello'))?.description ?? ''),
    );
  for (const host of lost) await edge(host).start();
  await rig.release(HELD);
  for (const host of lost)
    await until(`${host} is installed`, async () => (await last(host, 'hello'))?.state === 'success');
  for (const host of lost) t.same(await rig.starts(host), ['hello web 1.0 Hello'], 'one install');
});
