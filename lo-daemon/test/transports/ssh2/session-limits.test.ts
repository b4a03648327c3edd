import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { ssh2Transport } from '../../../src/transports/ssh2/ssh2-transport.ts';
import type { Connection } from '../../../src/transports/transport.ts';
import { testTransport } from '../../contract/transport-contract.ts';
import { createNodeRig, until } from '../../node/node-rig.ts';
import { sampleComponent } from '../../node/sample-component.ts';
import { listHostKinds, listTinyKinds, openSshHost, type SshHost } from '../../ssh-hosts.ts';

const kinds = listHostKinds(t).filter((kind) => kind === 'sshd');

/** Servers that open fewer channels than LO would like to have, and what people are told of them. */
const LIMITED = [
  ...kinds.flatMap((kind) => [
    { kind, config: ['MaxSessions 1'], notice: /^The SSH server opens 1 of 5 channels at once\.$/ },
    { kind, config: ['MaxSessions 2'], notice: /^The SSH server opens [12] of 5 channels at once\.$/ },
  ]),
  ...listTinyKinds(t).map((kind) => ({
    kind,
    config: [],
    notice: /^The SSH server answers no keepalive.*: each command has a connection of its own\.$/,
  })),
] as const;

for (const { kind, config, notice } of LIMITED) {
  const what = [kind, ...config].join(' with ');
  // Once is enough; and tinyssh itself ends a connection, status and all, on which a command leaves a long input unread.
  if (config[0] === 'MaxSessions 1')
    t.test(`ssh2 against ${what} keeps the contract of transports`, async (t) => {
      const { target } = await openSshHost(t, kind, { config });
      testTransport(t, () => ssh2Transport.connect(target, { timeoutMs: 60_000 }));
    });

  t.test(`a component is installed over ${what}`, async (t) => {
    const { target } = await openSshHost(t, kind, { config });
    const rig = await createNodeRig(t, { target, transport: ssh2Transport });

    t.match(await rig.run(sampleComponent({ label: 'A', out: rig.out })), {
      result: { outcome: 'installed' },
    });

    await Promise.all([rig.client.observe(), rig.client.look(rig.slot), rig.client.observe()]);
    t.match(rig.client.notice, notice);
  });

  t.test(`commands over ${what} run side by side, each once, and it is named`, async (t) => {
    const { connection, root } = await open(t, await openSshHost(t, kind, { config }));
    t.equal(connection.notice, undefined);
    const go = join(root, 'go');
    const running = Array.from({ length: 8 }, async (_, index) => {
      const command = `echo x >>${root}/begun-${index}; until [ -e ${go} ]; do sleep 0.1; done; cat ${root}/begun-${index}`;
      return connection.exec({ command, timeoutMs: 120_000, maxOutputBytes: 100 });
    });
    const begun = () => running.filter((_, index) => existsSync(join(root, `begun-${index}`)));
    await until('as many as ever run side by side', () => begun().length >= 5);
    writeFileSync(go, '');

    for (const result of await Promise.all(running)) {
      t.match(result, { kind: 'exited', code: 0 });
      t.equal(Buffer.from(result.stdout).toString(), 'x\n');
    }
    for (const text of ['one', 'two', 'three']) {
      const result = await connection.exec({
        command: `echo ${text}`,
        timeoutMs: 60_000,
        maxOutputBytes: 100,
      });
      t.equal(Buffer.from(result.stdout).toString(), `${text}\n`);
    }
    t.match(connection.notice, notice);
  });
}

for (const kind of kinds) {
  t.test(`${kind} that opens no session at all is named, and nothing is taken for begun`, async (t) => {
    const { connection } = await open(t, await openSshHost(t, kind, { config: ['MaxSessions 0'] }));

    await t.rejects(connection.exec({ command: 'true', timeoutMs: 60_000, maxOutputBytes: 100 }), {
      code: 'NODE_SESSION_REFUSED',
      kind: 'transient',
      place: { host: 'edge-01' },
    });
    t.equal(connection.closed, true);
  });
}

async function open(t: Test, { target, root }: SshHost): Promise<{ connection: Connection; root: string }> {
  const connection = await ssh2Transport.connect(target, { timeoutMs: 60_000 });
  t.teardown(() => connection.close());
  return { connection, root };
}
