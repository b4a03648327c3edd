import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { startCo } from '../../src/server.ts';
import { startWorld, WAKE_SECRET } from '../support/start-world.ts';

const program = fileURLToPath(new URL('../../../bin/co-server.js', import.meta.url));

/** Stops the process at the very moment at which it says a word on standard output. */
const STOP_AT_FIRST_WORD = `data:text/javascript,${encodeURIComponent(`
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (...args) => {
    write(...args);
    process.kill(process.pid, 'SIGTERM');
    return true;
  };
`)}`;

t.test('CO refuses to start without a webhook secret', async (t) => {
  const config = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'CentralOrchestrator',
    infra: ['acme/infra'],
  } as const;

  await t.rejects(
    startCo({
      config: { ...config, infra: ['acme/infra'] },
      appId: 1,
      privateKey: 'x',
      secret: ' ',
      port: 0,
    }),
    {
      code: 'CO_SECRET_MISSING',
    },
  );
});

t.test('the web server answers /healthz, and takes webhooks only when they are signed', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { url } = world.co;

  t.equal((await fetch(`${url}/healthz`)).status, 200);
  t.equal((await fetch(`${url}/nowhere`)).status, 404);
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': 'f5a5c0de-0000-4000-8000-000000000000',
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  };
  const forged = await fetch(`${url}/api/github/webhooks`, { method: 'POST', headers, body: '{}' });
  t.equal(forged.status, 400);
});

t.test('the program starts from its environment and stops at SIGTERM', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const folder = t.testdir({});
  const file = join(folder, 'co.yaml');
  await writeFile(
    file,
    `apiVersion: colo.dev/v1alpha1\nkind: CentralOrchestrator\ninfra: [acme/infra]\ndataDir: ${folder}/data\n`,
  );
  const app = world.forge.createApp({
    appId: 8,
    slug: 'other',
    webhookSecret: 's',
    permissions: { contents: 'write', metadata: 'read' },
    events: [],
  });
  world.forge.installApp(8, 'acme', 'all');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    CO_CONFIG: file,
    APP_ID: '8',
    PRIVATE_KEY: app.privateKey.replaceAll('\n', '\\n'),
    PORT: '0',
    GITHUB_API_URL: world.forge.url,
  };

  const refused = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const words: string[] = [];
  refused.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  refused.stdout.resume();
  t.strictSame(await once(refused, 'close'), [78, null]);
  t.match(words.join(''), /^error CO_SECRET_MISSING: There is no webhook secret\./);

  const child = spawn(process.execPath, [program], {
    env: { ...environment, WEBHOOK_SECRET: 's' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      lines.push(chunk.toString());
      const line = lines
        .join('')
        .split('\n')
        .find((each) => each.startsWith('{"ready":true'));
      if (line !== undefined) resolve(line);
    });
  });
  const url = /"url":"(?<url>[^"]+)"/u.exec(await ready)?.groups?.['url'];
  t.equal((await fetch(`${url}/healthz`)).status, 200);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  t.strictSame(await closed, [0, null]);

  const hasty = spawn(process.execPath, ['--import', STOP_AT_FIRST_WORD, program], {
    env: { ...environment, WEBHOOK_SECRET: 's' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => hasty.kill('SIGKILL'));
  hasty.stdout.resume();
  t.strictSame(await once(hasty, 'close'), [0, null], 'from the moment that it says it is ready');
});

t.test('a signed wake-up has CO look at once; nothing else does', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const url = `${world.co.url}/wake`;
  world.forge.setFaults({ dropDelivery: () => true });
  const head = await world.infra.commit('Break it', { 'sites/oslo/site.yaml': 'kind: Site\n' }, 'work');
  await world.alice.openPull('work', 'Work');
  await world.settle();
  const send = (signature: string, method = 'POST') =>
    fetch(url, { method, headers: signature === '' ? {} : { 'x-colo-signature': signature } });
  const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update('').digest('hex')}`;

  t.equal((await send('')).status, 401);
  t.equal((await send(sign('other'))).status, 401);
  t.equal((await send('', 'GET')).status, 405);
  await world.settle();
  t.strictSame(await world.statuses(head), [], 'every webhook was lost');

  t.equal((await send(sign(WAKE_SECRET))).status, 202);
  await world.settle();
  t.match(await world.statuses(head), [{ context: 'colo/validate', state: 'failure' }]);
});
