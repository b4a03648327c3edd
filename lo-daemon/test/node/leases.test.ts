import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { LeaseIdentity } from '../../src/node/host-lease.ts';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import { ssh2Transport } from '../../src/transports/ssh2/ssh2-transport.ts';
import { bestHostKind, openSshHost } from '../ssh-hosts.ts';
import { createNodeRig, DEADLINE_MS, type NodeRig, OWNER, startAndWait, until } from './node-rig.ts';
import { sampleComponent } from './sample-component.ts';

const COMMIT = 'c'.repeat(40);

/** Another letter is another LO; another start is another run of it. */
function identity(letter: string, start = letter, seconds = 600): LeaseIdentity {
  return {
    holder: letter.repeat(64),
    start: start.repeat(32),
    actor: `gateway-${letter}:/var/lib/lo`,
    seconds,
  };
}

function leaseFile(rig: NodeRig, name: 'lease' | 'renewed' | 'attempted'): string {
  return join(rig.workdir, 'leases', OWNER, name);
}

async function change(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(file, edit(await readFile(file, 'latin1')), 'latin1');
}

t.test('a lease is with one LO, whose looks renew it, until it is moved', async (t) => {
  const rig = await createNodeRig(t);
  const [a, b] = [rig.newClient({ lease: identity('a') }), rig.newClient({ lease: identity('b') })];

  t.match((await a.observe({ claim: 'fresh' })).lease, { number: 1, own: true, live: true });
  t.match((await a.observe()).lease, { number: 1, own: true }, 'renewed, not taken again');
  const before = await readFile(leaseFile(rig, 'renewed'), 'latin1');
  for (const claim of ['fresh', 'renew'] as const)
    t.match((await b.observe({ claim })).lease, {
      number: 1,
      own: false,
      live: true,
      actor: 'gateway-a:/var/lib/lo',
    });
  t.match(await b.renew(), { own: false });
  t.equal(await readFile(leaseFile(rig, 'renewed'), 'latin1'), before, 'a passive look changes nothing');

  t.match((await b.observe({ claim: 'takeover' })).lease, { number: 2, own: true });
  t.match((await a.observe()).lease, { number: 2, own: false, actor: 'gateway-b:/var/lib/lo' });
  const moved = (await a.observe({ claim: 'takeover', commit: COMMIT })).lease;
  t.match(moved, { number: 3, own: true, commit: COMMIT }, 'with what is adopted there');
});

t.test('another run of the same LO goes on at once, and a copy that runs beside it only once', async (t) => {
  const rig = await createNodeRig(t);
  const former = rig.newClient({ lease: identity('a', '1') });
  const next = rig.newClient({ lease: identity('a', '2') });
  await former.observe({ claim: 'fresh' });

  t.match((await next.observe({ claim: 'fresh' })).lease, { number: 2, own: true });

  t.match((await former.observe({ claim: 'renew' })).lease, { number: 2, own: false });
  t.match((await next.observe({ claim: 'renew' })).lease, { number: 2, own: true });
});

t.test('a lease that was not renewed in time, or from before a boot, is free', async (t) => {
  const rig = await createNodeRig(t);
  const a = rig.newClient({ lease: identity('a') });
  await a.observe();

  t.match((await rig.newClient({ lease: identity('b') }).observe()).lease, { own: false }, 'in time');
  const late = rig.newClient({ lease: identity('b', 'b', 0) });
  t.match((await late.observe()).lease, { number: 2, own: true }, 'not in time');
  t.match((await a.observe()).lease, { number: 2, own: false }, 'who comes back finds that out');

  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  await change(leaseFile(rig, 'renewed'), (text) =>
    text.replaceAll(boot, '00000000-0000-4000-8000-000000000000'),
  );
  t.match((await a.observe()).lease, { number: 3, own: true }, 'from before a boot');
});

t.test('an LO that comes back late goes on where nobody else has taken over', async (t) => {
  const rig = await createNodeRig(t);
  const late = rig.newClient({ lease: identity('a', 'a', 0) });

  t.match((await late.observe()).lease, { number: 1, own: true });
  t.match((await late.observe()).lease, { number: 1, own: true });
});

t.test('whatever happens to its records, a lease becomes free and its number never falls', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  const a = rig.newClient({ lease: identity('a') });
  for (let number = 1; number < 5; number += 1) {
    await a.observe({ claim: 'takeover' });
    await rig.newClient({ lease: identity('b') }).observe({ claim: 'takeover' });
  }
  const { lease } = await a.observe({ claim: 'takeover' });
  let last = lease?.number ?? 0;
  t.equal(last, 9);
  await a.stage(await rig.prepare(component));
  await startAndWait(a, { ...(await rig.intentFor(component)), commit: COMMIT });

  const damages: Readonly<Record<string, () => Promise<void>>> = {
    missing: () => rm(leaseFile(rig, 'lease')),
    emptied: () => writeFile(leaseFile(rig, 'lease'), ''),
    torn: () => change(leaseFile(rig, 'lease'), (text) => text.slice(0, text.indexOf('\nend'))),
    zeroed: () => writeFile(leaseFile(rig, 'lease'), Buffer.alloc(4096)),
    'a bit of the first line': () =>
      change(leaseFile(rig, 'lease'), (text) => text.replace('gateway', 'gavewax')),
    'a bit of its number': () => change(leaseFile(rig, 'lease'), (text) => text.replace(/is \d/, 'is 0')),
    'a sign that arithmetic would run': () =>
      change(leaseFile(rig, 'lease'), (text) => text.replaceAll(/(is|again) \d+/g, '$1 $(id)')),
    'all of it': () => rm(join(rig.workdir, 'leases'), { recursive: true }),
  };
  for (const [name, damage] of Object.entries(damages)) {
    await damage();
    const letter = last % 2 === 0 ? 'd' : 'e';
    const taken = (await rig.newClient({ lease: identity(letter) }).observe()).lease;
    t.match(taken, { own: true }, `${name}: free`);
    t.ok((taken?.number ?? 0) > (name === 'all of it' ? 9 : last), `${name}: ${last} to ${taken?.number}`);
    last = taken?.number ?? 0;
  }
  t.match((await a.observe()).lease, { own: false });
  t.equal(rig.starts().length, 1);
});

t.test('a damaged note of the renewal makes a lease free, and a damaged commit counts as none', async (t) => {
  const rig = await createNodeRig(t);
  const a = rig.newClient({ lease: identity('a') });
  await a.observe();
  const component = sampleComponent({ label: 'A', out: rig.out });
  await a.stage(await rig.prepare(component));
  await startAndWait(a, { ...(await rig.intentFor(component)), commit: COMMIT });
  t.equal((await a.observe()).lease?.commit, COMMIT);

  await change(leaseFile(rig, 'attempted'), (text) => text.replace('ccc', 'ccd'));
  t.equal((await a.observe()).lease?.commit, undefined);
  await change(leaseFile(rig, 'renewed'), (text) => text.replace(/is \d/, 'is 7'));
  t.match((await rig.newClient({ lease: identity('b') }).observe()).lease, { number: 2, own: true });
});

t.test('an attempt is refused under the lock of its slot where the lease has moved', async (t) => {
  const rig = await createNodeRig(t);
  const [a, b] = [rig.newClient({ lease: identity('a') }), rig.newClient({ lease: identity('b') })];
  const component = sampleComponent({ label: 'A', out: rig.out });
  await a.observe();
  await a.stage(await rig.prepare(component));
  await b.observe({ claim: 'takeover' });

  const refused = { kind: 'passive', actor: 'gateway-b:/var/lib/lo' };
  t.same(await a.start(await rig.intentFor(component)), refused);
  t.same(
    await rig.client.start(await rig.intentFor(component)),
    { kind: 'passive', actor: 'none' },
    'without a name',
  );
  t.same(await readdir(join(rig.slotFolder, 'attempts')), [], 'nothing is left of them');

  await a.observe({ claim: 'takeover' });
  t.match(await startAndWait(a, await rig.intentFor(component)), { result: { outcome: 'installed' } });
  // The same LO, with the number of an earlier time.
  const stale = rig.newClient({ lease: identity('a') });
  t.match(await stale.start(await rig.intentFor(component, { generation: 2 })), { kind: 'passive' });
  t.equal(rig.starts().length, 1);
});

t.test('a job finds that the lease moved before it began, and does nothing', async (t) => {
  const rig = await createNodeRig(t);
  const bin = join(rig.root, 'bin');
  await mkdir(bin);
  const gate = join(rig.root, 'go');
  await writeFile(
    join(bin, 'setsid'),
    `#!/bin/sh\ncase "$*" in *@job*) : >'${gate}.waits'; until [ -e '${gate}' ]; do sleep 0.05; done ;; esac\nexec /usr/bin/setsid "$@"\n`,
  );
  await chmod(join(bin, 'setsid'), 0o755);
  const [a, b] = [
    rig.newClient({ lease: identity('a'), searchPath: [bin] }),
    rig.newClient({ lease: identity('b') }),
  ];
  const component = sampleComponent({ label: 'A', out: rig.out });
  await a.observe();
  await a.stage(await rig.prepare(component));
  const intent = await rig.intentFor(component);
  t.match(await a.start(intent), { kind: 'started' });
  await until('the job', async () => (await readdir(rig.root)).includes('go.waits'));

  await b.observe({ claim: 'takeover' });
  await writeFile(gate, '');

  const end = await a.wait(rig.slot, { generation: 1, nonce: intent.nonce, deadlineMs: DEADLINE_MS });
  t.equal(end.kind, 'never-ran');
  t.same(rig.starts(), []);
  t.match(await startAndWait(b, await rig.intentFor(component, { generation: 2 })), {
    result: { outcome: 'installed' },
  });
});

t.test('after a boot only who holds the lease starts what the host says is running', async (t) => {
  const rig = await createNodeRig(t);
  const [a, b] = [rig.newClient({ lease: identity('a') }), rig.newClient({ lease: identity('b') })];
  const component = sampleComponent({ label: 'A', out: rig.out });
  await a.observe();
  await a.stage(await rig.prepare(component));
  await startAndWait(a, await rig.intentFor(component));
  for (const pid of await rig.programs()) process.kill(pid, 'SIGKILL');
  await until('it is gone', async () => (await rig.programs()).length === 0);

  t.match((await b.boot()).slots, [{ runs: { health: /^stopped$/ } }]);
  t.equal(rig.starts().length, 1);
  t.match((await a.boot()).slots, [{ runs: { health: /^healthy$/ } }]);
  t.equal(rig.starts().length, 2);
});

t.test('who has no name only reads, also where nobody ever took the lease', async (t) => {
  const rig = await createNodeRig(t);

  t.match((await rig.client.observe()).lease, { number: 0, own: false, live: false });
  t.notOk((await readdir(rig.workdir)).includes('leases'));
  await rig.newClient({ lease: identity('a') }).observe();
  const before = await readFile(leaseFile(rig, 'renewed'), 'latin1');

  t.match((await rig.client.observe()).lease, { number: 1, own: false, live: true });
  t.equal(await readFile(leaseFile(rig, 'renewed'), 'latin1'), before);
});

t.test('a lease is renewed beside other work over one SSH connection', async (t) => {
  const host = await openSshHost(t, bestHostKind());
  const rig = await createNodeRig(t, { target: host.target, transport: ssh2Transport, lease: identity('a') });
  const component = sampleComponent({
    label: 'A',
    out: rig.out,
    properties: { healthCheck: { command: ['test', '-e', `${rig.out}/open`] }, timeout: '5m0s' },
  });
  await rig.client.observe({ claim: 'fresh' });
  await rig.client.stage(await rig.prepare(component));
  const intent = await rig.intentFor(component);
  await rig.client.start(intent);
  const end = rig.client.wait(rig.slot, { generation: 1, nonce: intent.nonce, deadlineMs: DEADLINE_MS });

  t.match(await rig.client.renew(), { own: true, number: 1 });

  await writeFile(join(rig.out, 'open'), '');
  t.match(await end, { kind: 'finished', result: { outcome: 'installed' } });
});

t.test('a renewal that a server refuses leaves the connection to the work that goes on', async (t) => {
  let closed = 0;
  const rig = await createNodeRig(t, {
    lease: identity('a'),
    transport: {
      ...localTransport,
      async connect(target, options) {
        const connection = await localTransport.connect(target, options);
        const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array(), truncated: false };
        return {
          // As an SSH server that allows one session at a time.
          exec: async (request) =>
            request.stdin instanceof Uint8Array && / 'renew'; /.test(Buffer.from(request.stdin).toString())
              ? { kind: 'unknown', reason: 'dropped', ...nothing }
              : connection.exec(request),
          closed: false,
          async close() {
            closed += 1;
            await connection.close();
          },
        };
      },
    },
  });
  await rig.client.observe();

  await t.rejects(rig.client.renew(), { code: 'NODE_OUTCOME_UNKNOWN' });

  t.equal(closed, 0);
  t.match((await rig.client.observe()).lease, { own: true });
});

t.test('who acts in the same workdir for another site is named, as long as somebody does', async (t) => {
  const rig = await createNodeRig(t, { lease: identity('a') });
  const other = rig.newClient({ lease: identity('b'), owner: 'f'.repeat(64) });
  await rig.client.observe();
  t.equal(rig.client.notice, undefined);

  await other.observe();
  await rig.client.observe();

  t.equal(rig.client.notice, `Another site acts in the same workdir: ${identity('b').actor}.`);
  t.equal(other.notice, `Another site acts in the same workdir: ${identity('a').actor}.`);

  await rm(join(rig.workdir, 'leases', 'f'.repeat(64)), { recursive: true });
  await rig.client.observe();
  t.equal(rig.client.notice, undefined);
});
