import { connect, createServer, type Socket } from 'node:net';
import t, { type Test } from 'tap';
import { connectSsh2 } from '../../../src/transports/ssh2/connect-ssh2.ts';
import type { Connection } from '../../../src/transports/transport.ts';
import { listHostKinds, listTinyKinds, openSshHost } from '../../ssh-hosts.ts';

/** Soon enough for a test: a peer that says nothing for a second is gone, unless it is known to answer nothing. */
const TEMPO = { everyMs: 250, probes: 3 };
const SILENT = { command: 'sleep 3; echo done', timeoutMs: 120_000, maxOutputBytes: 100 };

async function run(connection: Connection, request = { ...SILENT, command: 'true' }): Promise<string> {
  const result = await connection.exec(request);
  return result.kind === 'exited' ? Buffer.from(result.stdout).toString() : result.reason;
}

const SERVERS = [
  ...[...listHostKinds(t), ...listTinyKinds(t)].map((kind) => ({ kind, mute: false })),
  { kind: 'ssh2', mute: true },
] as const;

for (const { kind, mute } of SERVERS) {
  const what = mute ? `${kind} that answers no keepalive` : kind;
  t.test(`a long silent command over ${what} is waited for`, async (t) => {
    const { target } = await openSshHost(t, kind, { mute });
    const connection = await connectSsh2(target, { timeoutMs: 60_000 }, TEMPO);
    t.teardown(() => connection.close());
    await run(connection);

    t.equal(await run(connection, SILENT), 'done\n');
  });
}

for (const kind of listHostKinds(t)) {
  t.test(`a way to ${kind} on which nothing arrives any more is given up`, async (t) => {
    const { target } = await openSshHost(t, kind);
    const relay = await startRelay(t, target.port);
    const connection = await connectSsh2({ ...target, port: relay.port }, { timeoutMs: 60_000 }, TEMPO);
    t.teardown(() => connection.close());
    await run(connection);
    const waiting = run(connection, { ...SILENT, command: 'sleep 100' });

    relay.swallow();

    t.equal(await waiting, 'dropped');
    t.equal(connection.closed, true);
  });
}

/** A way to a server that can stop to carry anything, and takes everything, as a link does that broke behind a router. */
async function startRelay(t: Test, port: number): Promise<{ readonly port: number; swallow(): void }> {
  const pairs: (readonly [Socket, Socket])[] = [];
  const relay = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    pairs.push([client, upstream]);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => relay.once('listening', resolve));
  t.teardown(() => relay.close());
  const address = relay.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    swallow() {
      for (const [client, upstream] of pairs) {
        client.unpipe().resume();
        upstream.unpipe().resume();
      }
    },
  };
}
