import t from 'tap';
import { signBody } from '../../src/wake/check-signature.ts';
import { startWakeServer } from '../../src/wake/wake-server.ts';

const SECRET = 'wake-secret-0123456789';

t.test('only a signed POST to /wake wakes', async (t) => {
  process.env['LO_TEST_WAKE'] = SECRET;
  let wakes = 0;
  const server = await startWakeServer({
    port: 0,
    secret: { environment: 'LO_TEST_WAKE' },
    onWake: () => {
      wakes += 1;
    },
  });
  t.teardown(async () => {
    await server.close();
    delete process.env['LO_TEST_WAKE'];
  });
  const body = '{"ref":"main"}';
  const good = signBody(Buffer.from(body), SECRET);
  const cases = [
    ['signed', 'POST', '/wake', body, good, 202],
    ['signed, empty', 'POST', '/wake', '', signBody(Buffer.alloc(0), SECRET), 202],
    ['not signed', 'POST', '/wake', body, undefined, 401],
    ['another body', 'POST', '/wake', `${body} `, good, 401],
    ['another secret', 'POST', '/wake', body, signBody(Buffer.from(body), 'other'), 401],
    ['cut off', 'POST', '/wake', body, good.slice(0, -1), 401],
    ['no form', 'POST', '/wake', body, good.replace('sha256=', ''), 401],
    ['another path', 'POST', '/', body, good, 404],
    ['another method', 'PUT', '/wake', body, good, 405],
    ['too long', 'POST', '/wake', 'x'.repeat(70_000), good, 413],
  ] as const;
  for (const [name, method, path, text, signature, status] of cases) {
    const headers = signature === undefined ? {} : { 'x-colo-signature': signature };
    const before = wakes;
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, body: text, headers });
    t.equal(answer.status, status, name);
    t.equal(wakes - before, status === 202 ? 1 : 0, `${name}: ${status === 202 ? 'wakes' : 'does not wake'}`);
  }
});

t.test('a port that is taken is said', async (t) => {
  const options = { secret: { environment: 'X' }, onWake: () => undefined };
  const first = await startWakeServer({ port: 0, ...options });
  t.teardown(() => first.close());

  await t.rejects(startWakeServer({ port: first.port, ...options }), { code: 'LO_SOCKET_FAILED' });
});
