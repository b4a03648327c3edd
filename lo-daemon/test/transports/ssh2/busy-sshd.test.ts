import { existsSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { ssh2Transport } from '../../../src/transports/ssh2/ssh2-transport.ts';
import { until } from '../../node/node-rig.ts';
import { listHostKinds, openSshHost } from '../../ssh-hosts.ts';

interface Relay {
  readonly port: number;
  /** Keeps back what the client sends from here on. */
  hold(): void;
  /** Hands it on in one piece. */
  release(): void;
}

/** A way to a server on which a client's words can be kept back, as if the server were too busy to read them. */
async function startRelay(t: Test, port: number): Promise<Relay> {
  let kept: Buffer[] | undefined;
  let server: Socket | undefined;
  const relay = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    server = upstream;
    upstream.pipe(client);
    client.on('data', (chunk: Buffer) => (kept === undefined ? upstream.write(chunk) : kept.push(chunk)));
    client.on('close', () => upstream.destroy()).on('error', () => upstream.destroy());
    upstream.on('close', () => client.destroy()).on('error', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => relay.once('listening', resolve));
  t.teardown(() => relay.close());
  const address = relay.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    hold() {
      kept = [];
    },
    release() {
      server?.write(Buffer.concat(kept ?? []));
      kept = undefined;
    },
  };
}

for (const kind of listHostKinds(t)) {
  t.test(`${kind} that reads late is never asked for more channels than it allows`, async (t) => {
    const { target, root } = await openSshHost(t, kind);
    const relay = await startRelay(t, target.port);
    const connection = await ssh2Transport.connect({ ...target, port: relay.port }, { timeoutMs: 60_000 });
    t.teardown(() => connection.close());
    const go = join(root, 'go');
    const first: number[] = [];
    const running = Array.from({ length: 15 }, async (_, index) => {
      const begun = join(root, `begun-${index}`);
      const command = `: >${begun}; until [ -e ${go} ]; do sleep 0.1; done; echo ${index}`;
      const result = await connection.exec({ command, timeoutMs: 120_000, maxOutputBytes: 100 });
      first.push(index);
      return result.kind === 'exited' ? Buffer.from(result.stdout).toString().trim() : result.reason;
    });
    const begun = () =>
      running.flatMap((_, index) => (existsSync(join(root, `begun-${index}`)) ? [index] : []));
    await until('as many run as may', async () => begun().length >= 5);

    relay.hold();
    writeFileSync(go, '');
    await until(
      'those have ended, and the next ones are asked for',
      async () => first.length >= begun().length,
    );
    relay.release();

    t.same(
      await Promise.all(running),
      running.map((_, index) => String(index)),
    );
  });
}
