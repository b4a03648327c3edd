import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { ssh2Transport } from '../../src/transports/ssh2/ssh2-transport.ts';
import { listHostKinds, openSshHost } from '../ssh-hosts.ts';
import { createNodeRig, DEADLINE_MS, type NodeRig, until } from './node-rig.ts';
import { contentFile, sampleComponent, targetOf } from './sample-component.ts';

/** Health comes only when the test allows it, so that the attempt is surely in mid install until then. */
function slowComponent(rig: NodeRig, label = 'slow') {
  return sampleComponent({
    label,
    out: rig.out,
    properties: { healthCheck: { command: ['test', '-e', `${rig.out}/open`] }, timeout: '5m0s' },
    files: [contentFile('app/run.sh', 'echo "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n')],
  });
}

for (const kind of listHostKinds(t)) {
  t.test(`an install over ${kind} survives the death of the SSH server`, async (t) => {
    const host = await openSshHost(t, kind);
    const rig = await createNodeRig(t, {
      target: host.target,
      transport: ssh2Transport,
      timing: { reconnectMinMs: 50, reconnectMaxMs: 200 },
    });
    const component = slowComponent(rig);
    await rig.client.stage(await rig.prepare(component));
    const intent = await rig.intentFor(component);
    t.match(await rig.client.start(intent), { kind: 'started', generation: 1 });
    let reconnects = 0;
    const end = rig.client.wait(rig.slot, {
      generation: 1,
      nonce: intent.nonce,
      deadlineMs: DEADLINE_MS,
      onReconnect: () => {
        reconnects += 1;
      },
    });
    await until('the program', () => rig.starts().length > 0);

    await host.edge.killSessions();
    await until('the client to notice', () => reconnects > 0);
    await host.edge.start();
    await allowHealth(rig);

    t.match(await end, { kind: 'finished', result: { outcome: 'installed', nonce: intent.nonce } });
    t.equal(rig.starts().length, 1, 'one install');
  });

  // Fault 8
  t.test(`an LO killed between start and reply finds the same attempt over ${kind}`, async (t) => {
    const host = await openSshHost(t, kind);
    const rig = await createNodeRig(t, { target: host.target, transport: ssh2Transport });
    const component = slowComponent(rig);
    await rig.client.stage(await rig.prepare(component));
    const nonce = createNonce();
    const lo = spawnLo(rig, { nonce, target: host.target });
    t.teardown(() => lo.kill('SIGKILL'));
    await until('the program', () => rig.starts().length > 0);

    lo.kill('SIGKILL');
    await once(lo, 'exit');

    const second = rig.newClient();
    t.match(await second.look(rig.slot), { generation: 1, nonce, phase: 'running' });
    t.match(await second.start(await rig.intentFor(component, { nonce })), {
      kind: 'running',
      generation: 1,
      nonce,
    });
    await allowHealth(rig);
    const end = await second.wait(rig.slot, { generation: 1, nonce, deadlineMs: DEADLINE_MS });
    t.match(end, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('slow') } });
    t.equal(rig.starts().length, 1, 'one install');
  });
}

t.test('a changed host key stops everything before a command is sent', async (t) => {
  const host = await openSshHost(t, 'ssh2');
  const rig = await createNodeRig(t, { target: host.target, transport: ssh2Transport });
  await host.edge.changeHostKey();

  await t.rejects(rig.client.observe(), { code: 'NODE_HOST_KEY_CHANGED', place: { host: 'edge-01' } });
});

async function allowHealth(rig: NodeRig): Promise<void> {
  await writeFile(`${rig.out}/open`, '');
}

/** Another process that starts the attempt and then never reads the reply. */
function spawnLo(rig: NodeRig, options: object): ChildProcess {
  const program = fileURLToPath(new URL('./start-and-hang.js', import.meta.url));
  return spawn(
    process.execPath,
    [program, JSON.stringify({ ...options, workdir: rig.workdir, out: rig.out })],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}
