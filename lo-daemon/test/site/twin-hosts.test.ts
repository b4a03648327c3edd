import t from 'tap';
import { bestHostKind } from '../ssh-hosts.ts';
import { runLo } from './lo-process.ts';
import { createSshSite } from './ssh-site-rig.ts';

t.test('a machine under two names is served under one of them, which is always the same', async (t) => {
  const { rig } = await createSshSite(t, { kind: bestHostKind(), hosts: ['edge-01', 'edge-02'] });
  const file = 'sites/eu/berlin/site.yaml';
  const text = rig.inventory()[file] ?? '';
  const [head = '', first = ''] = text.split(/(?= {4}- name: edge-0[12])/);
  const second = first.replace('edge-01', 'edge-02').replace(/address: .*/, 'address: localhost');
  await rig.want(
    [
      { applicationId: 'hello', version: '1.0', hosts: ['edge-01'] },
      { applicationId: 'other', version: '1.0', hosts: ['edge-02'] },
    ],
    { [file]: `${head}${first}${second}` },
  );

  for (const round of [1, 2, 3]) {
    t.equal(await rig.once(), 'failed', `round ${round}`);
    const reports = await rig.reports();
    const last = ['edge-01/hello', 'edge-02/other'].map((each) =>
      reports.findLast(({ context }) => context.endsWith(each)),
    );
    t.same(last.map((report) => report?.state).sort(), ['failure', 'success']);
    t.ok(last.some((report) => report?.description.includes('NODE_HOST_SAME') === true));
    t.match(
      (await runLo(rig, 'status')).stdout,
      /is the machine and workdir of edge-0[12], under another name/,
    );
    t.equal((await rig.findPrograms()).length > 0, true);
    t.equal([...(await rig.starts('edge-01')), ...(await rig.starts('edge-02'))].length, 1, 'one install');
  }
});
