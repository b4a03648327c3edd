import { join } from 'node:path';
import t from 'tap';
import { until } from '../node/node-rig.ts';
import { startLo } from './lo-process.ts';
import { createSiteRig } from './site-rig.ts';

// Fault 11
t.test('two LOs of one site, each with a state of its own, install once between them', async (t) => {
  const rig = await createSiteRig(t);
  const second = { ...rig, root: join(rig.root, 'hosts') };
  const other = { ...second, config: { ...rig.config, stateDir: join(rig.root, 'state-2') } };
  const held = { applicationId: 'hello', version: '1.0', held: true };
  await rig.want([held]);

  const [first, rival] = [await startLo(t, rig), await startLo(t, other)];

  await until('both have taken it', async () => {
    const logs = await Promise.all([first.readLog(), rival.readLog()]);
    return logs.every((log) => /"message":"revision adopted"/.test(log)) && (await rig.starts()).length > 0;
  });
  await rig.release(held);
  await until('both say so', async () => {
    const logs = await Promise.all([first.readLog(), rival.readLog()]);
    return logs.every((log) => /"state":"success"/.test(log));
  });
  t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
  const logs = (await first.readLog()) + (await rival.readLog());
  t.notMatch(logs, /"state":"(?:error|failure)"/);
});
