import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import t from 'tap';
import { awaitClosed, countOpenResources } from '../../src/testing/open-resources.ts';

const SHORT_MS = 50;

t.test('nothing is open where everything was closed', async (t) => {
  const before = countOpenResources();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.close();

  t.same(await awaitClosed(before), []);
});

t.test('a server, a program and a timer that were left are named', async (t) => {
  const before = countOpenResources();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const program = spawn('sleep', ['60'], { stdio: 'ignore' });
  const timer = setTimeout(() => undefined, 60_000);

  const open = await awaitClosed(before, SHORT_MS);

  t.same([...open].sort(), ['ProcessWrap', 'TCPServerWrap', 'Timeout']);
  server.close();
  clearTimeout(timer);
  program.kill('SIGKILL');
  t.same(await awaitClosed(before), []);
});

t.test('what closes within its time is waited for', async (t) => {
  const before = countOpenResources();
  setTimeout(() => undefined, SHORT_MS);

  t.same(await awaitClosed(before), []);
});

t.test('a timer that keeps nothing alive is not open', async (t) => {
  const before = countOpenResources();
  const timer = setTimeout(() => undefined, 60_000).unref();

  t.same(await awaitClosed(before, SHORT_MS), []);
  clearTimeout(timer);
});
