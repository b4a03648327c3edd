import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { makeAppToken } from '../support/app-token.ts';
import { call, dig, digNumber, digText } from '../support/call.ts';

const bin = fileURLToPath(new URL('../../../bin/local-forge.js', import.meta.url));

const SEED = {
  users: [
    { login: 'acme', type: 'Organization' },
    { login: 'ada', token: 'adas-token' },
  ],
  repositories: [
    {
      owner: 'acme',
      name: 'infra',
      private: true,
      permissions: { ada: 'write' },
      requiredStatusChecks: ['colo/validate'],
    },
  ],
  apps: [
    {
      appId: 7,
      slug: 'colo',
      webhookUrl: 'http://127.0.0.1:9/',
      webhookSecret: 'secret',
      permissions: { contents: 'write' },
      events: ['push'],
      installOn: ['acme'],
    },
  ],
};

/** Stops the process at the very moment at which it says a word on standard output. */
const STOP_AT_FIRST_WORD = `data:text/javascript,${encodeURIComponent(`
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (...args) => {
    write(...args);
    process.kill(process.pid, 'SIGTERM');
    return true;
  };
`)}`;

async function run(args: string[], nodeOptions: string[] = []) {
  const child = spawn(process.execPath, [...nodeOptions, bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString();
  });
  return { child, text };
}

t.test('a seeded forge runs until it is told to end', async (t) => {
  const folder = t.testdir({ 'seed.json': JSON.stringify(SEED) });
  const { child, text } = await run([
    '--root',
    join(folder, 'root'),
    '--seed',
    join(folder, 'seed.json'),
    '--json',
  ]);
  t.teardown(() => child.kill('SIGKILL'));
  while (!text.out.endsWith('\n')) await once(child.stdout, 'data');
  const started: unknown = JSON.parse(text.out);
  const url = digText(started, 'url');
  const file = digText(started, 'credentials');

  const credentials: unknown = JSON.parse(await readFile(file, 'utf8'));
  const repository = await call(url, 'GET', '/repos/acme/infra', { token: 'adas-token' });
  const jwt = makeAppToken(7, digText(credentials, 'apps', 0, 'privateKey'));
  const installation = await call(url, 'GET', '/repos/acme/infra/installation', { token: jwt });
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  t.equal(code, 0);
  t.equal((await stat(file)).mode & 0o777, 0o600);
  t.equal(dig(repository.body, 'permissions', 'push'), true);
  t.equal(dig(installation.body, 'id'), digNumber(credentials, 'apps', 0, 'installations', 'acme'));
  t.notMatch(text.out + text.err, /adas-token|PRIVATE KEY/, 'no secret is printed');
});

t.test('a forge can be told to end as soon as it says where it is', async (t) => {
  const folder = t.testdir({ 'seed.json': JSON.stringify(SEED) });
  const args = ['--root', join(folder, 'root'), '--seed', join(folder, 'seed.json')];
  const { child, text } = await run(args, ['--import', STOP_AT_FIRST_WORD]);
  t.teardown(() => child.kill('SIGKILL'));

  t.same(await once(child, 'close'), [0, null]);
  t.match(text.out, /^http:/);
});

t.test('help, and mistakes', async (t) => {
  const folder = t.testdir({
    'no.json': '{',
    'bad.json': '{"users": [{"type": "User"}]}',
    'unknown.json': '{"repositories": [{"owner": "nobody", "name": "x"}]}',
  });
  const cases = [
    { args: ['--help'], code: 0, out: /^local-forge - / },
    { args: ['--nothing'], code: 2, err: /--help/ },
    { args: ['--port', 'x'], code: 2, err: /--port/ },
    { args: ['--seed', join(folder, 'no.json')], code: 2, err: /no\.json/ },
    { args: ['--seed', join(folder, 'bad.json')], code: 2, err: /login/ },
    { args: ['--root', join(folder, 'r'), '--seed', join(folder, 'unknown.json')], code: 2, err: /nobody/ },
  ];
  for (const { args, code, out = /^/, err = /^/ } of cases) {
    const { child, text } = await run(args);
    const [exit] = await once(child, 'close');

    t.equal(exit, code, args.join(' '));
    t.match(text.out, out);
    t.match(text.err, err);
  }
});
