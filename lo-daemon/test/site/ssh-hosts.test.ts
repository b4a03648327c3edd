import t from 'tap';
import { until } from '../node/node-rig.ts';
import { listHostKinds, listTinyKinds } from '../ssh-hosts.ts';
import { runLo, startLo } from './lo-process.ts';
import type { SiteRig } from './site-rig.ts';
import { createSshSite } from './ssh-site-rig.ts';

const HOSTS = ['edge-01', 'edge-02', 'edge-03'] as const;
const WANTED = [{ applicationId: 'hello', version: '1.0' }] as const;

/** What was said last about an application of each host. */
async function lastWords(rig: SiteRig): Promise<ReadonlyMap<string, string>> {
  const reports = await rig.reports();
  return new Map(
    reports.map(({ context, state, description }) => [
      context.split('/').at(-2) ?? '',
      `${state} ${description}`,
    ]),
  );
}

for (const kind of listHostKinds(t)) {
  t.test(`a host behind ${kind} that is down holds up nobody, and converges when it is back`, async (t) => {
    const { rig, edge } = await createSshSite(t, { kind, hosts: HOSTS });
    await edge('edge-02').stop();
    const commit = await rig.want(WANTED);
    await startLo(t, rig);

    await until('all have said where they stand', async () => {
      const said = await lastWords(rig);
      return (
        HOSTS.filter((host) => said.get(host)?.startsWith('success') === true).length === 2 &&
        said.get('edge-02')?.includes('unreachable since') === true
      );
    });
    t.match(
      (await lastWords(rig)).get('edge-02'),
      /^pending pending 1\.0 \[[0-9a-f]{12}\]: unreachable since /,
    );
    t.same(await rig.starts('edge-02'), []);

    await edge('edge-02').start();

    await until(
      'the third is installed',
      async () => (await lastWords(rig)).get('edge-02')?.startsWith('success installed 1.0') === true,
    );
    for (const host of HOSTS) t.same(await rig.starts(host), ['hello web 1.0 Hello'], `${host}: one install`);
    t.ok((await rig.reports()).every((report) => report.commit === commit));
  });

  t.test(`a host behind ${kind} with another key is refused until the inventory has it`, async (t) => {
    const { rig, edge } = await createSshSite(t, { kind, hosts: HOSTS });
    const commit = await rig.want(WANTED);
    await edge('edge-02').changeHostKey();

    t.equal(await rig.once(), 'failed');

    t.match((await rig.reports()).filter(({ context }) => context === 'lo/eu/berlin/edge-02/hello').at(-1), {
      commit,
      state: 'error',
      description: /^refused: .*host key changed|^refused.*host key changed$/,
    });
    t.same(await rig.starts('edge-02'), [], 'nothing was sent to it');
    for (const host of ['edge-01', 'edge-03'])
      t.match((await lastWords(rig)).get(host), /^success installed 1\.0/, `${host} goes on`);

    await rig.infra.commit(rig.inventory(), 'pin the new key');
    t.equal(await rig.once(), 'converged');
    t.match((await lastWords(rig)).get('edge-02'), /^success installed 1\.0/);
    t.same(await rig.starts('edge-02'), ['hello web 1.0 Hello']);
    t.equal((await rig.starts('edge-01')).length, 1, 'the others were left alone');
  });
}

for (const kind of listTinyKinds(t)) {
  t.test(`a host behind ${kind} is served, and status and log name how`, async (t) => {
    const { rig } = await createSshSite(t, { kind });
    await rig.want(WANTED);
    const lo = await startLo(t, rig);

    await until(
      'it is installed',
      async () => (await lastWords(rig)).get('edge-01')?.startsWith('success installed 1.0') === true,
    );

    const notice = /The SSH server answers no keepalive.*: each command has a connection of its own\./;
    t.match((await runLo(rig, 'status')).stdout, notice);
    t.match(await lo.readLog(), notice);
    t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
  });
}
