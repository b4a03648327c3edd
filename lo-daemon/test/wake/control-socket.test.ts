import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import t, { type Test } from 'tap';
import { type ControlRequest, parseControlRequest } from '../../src/wake/control-request.ts';
import { controlSocketPath, listenForCommands } from '../../src/wake/control-socket.ts';
import { sendCommand } from '../../src/wake/send-command.ts';

/** Not tap's own folder, whose path may be too long for a socket. */
async function makeFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'colo-wake-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

t.test('a command reaches the LO of its folder, and its answer comes back', async (t) => {
  const folder = await makeFolder(t);
  await writeFile(controlSocketPath(folder), 'left over by a dead one');
  const seen: ControlRequest[] = [];
  const server = await listenForCommands(folder, async (request) => {
    seen.push(request);
    if (request.command === 'retry') throw new Error('not today');
    if (request.command === 'takeover')
      throw new ColoError('LO_NOTHING_ADOPTED', 'Nothing.', { fix: 'Wait.' });
    return { answer: 42 };
  });
  t.equal((await stat(controlSocketPath(folder))).mode & 0o777, 0o600);

  t.same(await sendCommand(folder, { command: 'wake' }), { answer: 42 });
  await t.rejects(sendCommand(folder, { command: 'retry', host: 'edge-01' }), {
    code: 'LO_SOCKET_FAILED',
    message: 'not today',
  });
  await t.rejects(sendCommand(folder, { command: 'takeover' }), {
    code: 'LO_NOTHING_ADOPTED',
    message: 'Nothing.',
    fix: 'Wait.',
  });
  t.same(seen, [{ command: 'wake' }, { command: 'retry', host: 'edge-01' }, { command: 'takeover' }]);
  await server.close();
  await t.rejects(sendCommand(folder, { command: 'wake' }), { code: 'LO_NOT_RUNNING' });
});

t.test('an LO that ends while it is asked counts as one that does not run', async (t) => {
  const folder = await makeFolder(t);
  for (const [answer, code] of [
    ['', 'LO_NOT_RUNNING'],
    ['{"ok":true,"val', 'LO_NOT_RUNNING'],
    ['no answer\n', 'LO_SOCKET_FAILED'],
  ] as const) {
    const server = createServer((socket) => socket.resume().end(answer)).listen(controlSocketPath(folder));
    await once(server, 'listening');

    await t.rejects(sendCommand(folder, { command: 'status' }), { code }, answer);
    server.close();
    await once(server, 'close');
  }
});

t.test('what is no command is answered so, and what is too long is cut off', async (t) => {
  const folder = await makeFolder(t);
  const server = await listenForCommands(folder, async () => t.fail('was handled'));
  t.teardown(() => server.close());
  async function ask(text: string): Promise<string> {
    const socket = connect(controlSocketPath(folder));
    socket.on('error', () => undefined);
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    return answer;
  }

  t.match(await ask('{"command":"dance"}\n'), /"ok":false/);
  t.equal(await ask('x'.repeat(10_000)).catch(() => ''), '');
});

t.test('requests are read strictly', async (t) => {
  for (const text of [
    'x',
    '[]',
    'null',
    '{}',
    '{"command":"run"}',
    '{"command":"retry","host":"../x"}',
    '{"command":"retry","application":1}',
    '{"command":"takeover","host":"../x"}',
    '{"command":"takeover","host":null}',
  ])
    t.equal(parseControlRequest(text), undefined, text);
  t.same(parseControlRequest('{"command":"takeover"}'), { command: 'takeover' });
  t.same(parseControlRequest('{"command":"takeover","host":"a","application":"b"}'), {
    command: 'takeover',
    host: 'a',
  });
  t.same(parseControlRequest('{"command":"retry","host":"a","application":"b","more":1}'), {
    command: 'retry',
    host: 'a',
    application: 'b',
  });
});

t.test('a folder whose path is too long for a socket is said', async (t) => {
  await t.rejects(
    listenForCommands(`/tmp/${'x'.repeat(120)}`, async () => undefined),
    { code: 'LO_SOCKET_FAILED', message: /too long/ },
  );
});
