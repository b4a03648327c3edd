import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyPair } from '@colo/scripts/edge-host';
import ssh2 from 'ssh2';
import t from 'tap';
import { ssh2Transport } from '../../../src/transports/ssh2/ssh2-transport.ts';
import { testTransport } from '../../contract/transport-contract.ts';
import { listHostKinds, openSshHost } from '../../ssh-hosts.ts';

for (const kind of listHostKinds(t)) {
  t.test(`ssh2 against ${kind} keeps the contract of transports`, async (t) => {
    const host = await openSshHost(t, kind);
    testTransport(t, () => ssh2Transport.connect(host.target, { timeoutMs: 60_000 }));
  });

  t.test(`host keys of ${kind} are pinned`, async (t) => {
    const { edge, target, root } = await openSshHost(t, kind);
    const other = await createKeyPair(join(root, 'other'));

    await t.rejects(ssh2Transport.connect({ ...target, hostKeys: [] }, { timeoutMs: 60_000 }), {
      code: 'NODE_HOST_KEY_UNKNOWN',
      kind: 'terminal',
    });
    await edge.changeHostKey();
    await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), {
      code: 'NODE_HOST_KEY_CHANGED',
      data: { fingerprint: /^SHA256:/ },
    });
    const connection = await ssh2Transport.connect(
      { ...target, hostKeys: [other.publicKey, edge.hostKey] },
      { timeoutMs: 60_000 },
    );
    await connection.close();
  });

  t.test(`${kind} that refuses the key, or is down, is told apart`, async (t) => {
    const { edge, target, root } = await openSshHost(t, kind);
    const stranger = await createKeyPair(join(root, 'stranger'));

    await t.rejects(
      ssh2Transport.connect({ ...target, identityFile: stranger.identityFile }, { timeoutMs: 60_000 }),
      { code: 'NODE_AUTH_FAILED', kind: 'terminal' },
    );
    await edge.stop();
    await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), {
      code: 'NODE_UNREACHABLE',
      kind: 'transient',
    });
  });

  t.test(`killing ${kind} in mid command leaves the outcome unknown`, async (t) => {
    const { edge, target } = await openSshHost(t, kind);
    const connection = await ssh2Transport.connect(target, { timeoutMs: 60_000 });
    const running = connection.exec({ command: 'sleep 100', timeoutMs: 90_000, maxOutputBytes: 100 });
    await connection.exec({ command: 'true', timeoutMs: 60_000, maxOutputBytes: 100 });

    await edge.killSessions();

    t.match(await running, { kind: 'unknown', reason: 'dropped' });
    t.equal(connection.closed, true);
  });
}

/** What a server may ask for besides the key; what it asks for is its own configuration's. */
const SECOND_FACTORS = [
  ['password', ['PasswordAuthentication yes', 'AuthenticationMethods publickey,password']],
  [
    'keyboard-interactive',
    ['KbdInteractiveAuthentication yes', 'AuthenticationMethods publickey,keyboard-interactive'],
  ],
] as const;

for (const kind of listHostKinds(t).filter((kind) => kind === 'sshd')) {
  for (const [method, config] of SECOND_FACTORS)
    t.test(
      `${kind} that asks for ${method} after the key is told apart from one that refuses it`,
      async (t) => {
        const { target, root } = await openSshHost(t, kind, { config });
        const stranger = await createKeyPair(join(root, 'stranger'));

        await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), {
          code: 'NODE_SECOND_FACTOR',
          kind: 'terminal',
          message: `The host accepted the key of the user "${target.user}" and requires more: ${method}.`,
          fix: /AuthenticationMethods publickey/,
        });
        await t.rejects(
          ssh2Transport.connect({ ...target, identityFile: stranger.identityFile }, { timeoutMs: 60_000 }),
          { code: 'NODE_AUTH_FAILED', fix: /authorized_keys/ },
        );
      },
    );

  t.test(`${kind} that takes no keys says what it takes`, async (t) => {
    const config = ['PasswordAuthentication yes', 'PubkeyAuthentication no'];
    const { target } = await openSshHost(t, kind, { config });

    await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), {
      code: 'NODE_AUTH_FAILED',
      message: /takes no keys of the user ".*": password\.$/,
      fix: /PubkeyAuthentication yes/,
    });
  });
}

const PKCS8_KEYS = [
  ['ed25519', generateKeyPairSync('ed25519')],
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 3072 })],
  ['ECDSA', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
] as const;

for (const [type, { privateKey, publicKey }] of PKCS8_KEYS)
  t.test(`a PKCS#8 key is read, ${type}`, async (t) => {
    const folder = t.testdir();
    const identityFile = join(folder, 'key');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(identityFile, pem, { mode: 0o600 });
    const keys = { identityFile, publicKey: writePublicKey(publicKey) };

    for (const kind of listHostKinds(t)) {
      const { target } = await openSshHost(t, kind, { keys });
      const connection = await ssh2Transport.connect(target, { timeoutMs: 60_000 });
      t.match(await connection.exec({ command: 'true', timeoutMs: 60_000, maxOutputBytes: 10 }), { code: 0 });
      await connection.close();
    }
  });

t.test('a key that is encrypted, and one that is public, are called so', async (t) => {
  const { target, root } = await openSshHost(t, 'ssh2');
  const [, , ecdsa] = PKCS8_KEYS;
  const lock = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  const encrypted = [
    ecdsa[1].privateKey.export({ type: 'pkcs8', ...lock }),
    ecdsa[1].privateKey.export({ type: 'sec1', ...lock }),
    ssh2.utils.generateKeyPairSync('ed25519', { cipher: 'aes256-ctr', passphrase: 'x', rounds: 1 }).private,
  ];
  const identityFile = join(root, 'key');

  for (const text of encrypted) {
    await writeFile(identityFile, text, { mode: 0o600 });
    await t.rejects(ssh2Transport.connect({ ...target, identityFile }, { timeoutMs: 60_000 }), {
      code: 'NODE_IDENTITY_UNUSABLE',
      message: /key is encrypted\.$/,
      fix: /passphrase/,
    });
  }
  await writeFile(identityFile, writePublicKey(ecdsa[1].publicKey), { mode: 0o600 });
  await t.rejects(ssh2Transport.connect({ ...target, identityFile }, { timeoutMs: 60_000 }), {
    code: 'NODE_IDENTITY_UNUSABLE',
    message: /is a public key\.$/,
  });
});

/** As a line of authorized_keys, by ssh2, which reads the public half of what is not PKCS#8 alone. */
function writePublicKey(key: KeyObject): string {
  const { kty, crv, x = '', y = '', n = '', e = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  const number = (text: string) => Buffer.concat([Buffer.from([0]), bytes(text)]);
  const parts =
    kty === 'RSA'
      ? ['ssh-rsa', bytes(e), number(n)]
      : crv === 'Ed25519'
        ? ['ssh-ed25519', bytes(x)]
        : ['ecdsa-sha2-nistp256', 'nistp256', Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)])];
  const blob = parts.map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.from(part).length);
    return Buffer.concat([length, Buffer.from(part)]);
  });
  return `${String(parts[0])} ${Buffer.concat(blob).toString('base64')}`;
}

t.test('an identity that others can read, or that is none, is not used', async (t) => {
  const { target } = await openSshHost(t, 'ssh2');
  const { identityFile = '' } = target;

  await chmod(identityFile, 0o644);
  await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), { code: 'NODE_IDENTITY_UNUSABLE' });
  await chmod(identityFile, 0o600);
  await writeFile(identityFile, 'not a key');
  await t.rejects(ssh2Transport.connect(target, { timeoutMs: 60_000 }), { code: 'NODE_IDENTITY_UNUSABLE' });
  await t.rejects(ssh2Transport.connect({ ...target, identityFile: '/nonexistent' }, { timeoutMs: 60_000 }), {
    code: 'NODE_IDENTITY_UNUSABLE',
  });
});

t.test('a host that never speaks is given up at the deadline', async (t) => {
  const { createServer } = await import('node:net');
  const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  t.teardown(() => silent.close());
  const { target } = await openSshHost(t, 'ssh2');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  await t.rejects(ssh2Transport.connect({ ...target, port }, { timeoutMs: 400 }), {
    code: 'NODE_UNREACHABLE',
  });
});
