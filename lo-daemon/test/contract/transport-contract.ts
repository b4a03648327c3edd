import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { Connection, ExecRequest, ExecResult } from '../../src/transports/transport.ts';

/** Every transport must pass this suite. `connect` opens a connection to a host that runs on this machine. */
export function testTransport(t: Test, connect: (t: Test) => Promise<Connection>): void {
  t.test('an exit status and both streams arrive, apart', async (t) => {
    const connection = await open(t);

    const result = await connection.exec(request('echo out; echo err >&2; exit 7'));

    t.same(readResult(result), { code: 7, stdout: 'out\n', stderr: 'err\n', truncated: false });
  });

  t.test('standard input arrives byte-equal, whole or in parts', async (t) => {
    const connection = await open(t);
    const bytes = randomBytes(1024 * 1024);
    async function* parts() {
      for (let offset = 0; offset < bytes.length; offset += 50_000) {
        yield bytes.subarray(offset, offset + 50_000);
      }
    }

    const results = await Promise.all(
      [bytes, parts()].map((stdin) =>
        connection.exec({ ...request('cat'), stdin, maxOutputBytes: 2 * 1024 * 1024 }),
      ),
    );

    for (const result of results) {
      t.ok(bytes.equals(result.stdout));
    }
  });

  t.test('output above the bound is read and dropped', async (t) => {
    const connection = await open(t);

    const result = await connection.exec({
      ...request('dd if=/dev/zero bs=65536 count=160 2>/dev/null | cat >&2; echo done'),
      maxOutputBytes: 1000,
    });

    t.match(result, { kind: 'exited', code: 0, truncated: true });
    t.equal(result.stderr.length, 1000);
    t.equal(Buffer.from(result.stdout).toString(), 'done\n');
  });

  t.test('a command that does not read its input still tells its status', async (t) => {
    const connection = await open(t);

    const result = await connection.exec({ ...request('exit 5'), stdin: randomBytes(4 * 1024 * 1024) });

    t.match(result, { kind: 'exited', code: 5 });
  });

  t.test('a deadline gives an unknown outcome', async (t) => {
    const connection = await open(t);

    const result = await connection.exec({ ...request('echo begun; sleep 60'), timeoutMs: 300 });

    t.match(result, { kind: 'unknown', reason: 'timed-out' });
  });

  t.test('an abort gives an unknown outcome', async (t) => {
    const connection = await open(t);
    const controller = new AbortController();

    const running = connection.exec({ ...request('sleep 60'), signal: controller.signal });
    controller.abort();

    t.match(await running, { kind: 'unknown', reason: 'aborted' });
    t.match(await connection.exec({ ...request('true'), signal: controller.signal }), { kind: 'unknown' });
  });

  t.test('many executions at once all end', async (t) => {
    const connection = await open(t);

    const results = await Promise.all(
      Array.from({ length: 15 }, (_, index) => connection.exec(request(`echo ${index}`))),
    );

    t.same(
      results.map((result) => Buffer.from(result.stdout).toString().trim()),
      Array.from({ length: 15 }, (_, index) => String(index)),
    );
  });

  t.test('closing leaves running executions unknown and refuses new ones', async (t) => {
    const connection = await open(t);
    const running = connection.exec(request('sleep 60'));

    await connection.close();

    t.match(await running, { kind: 'unknown', reason: 'dropped' });
    t.equal(connection.closed, true);
    t.match(await connection.exec(request('true')), { kind: 'unknown', reason: 'dropped' });
  });

  t.test('what a command detached outlives the connection', async (t) => {
    const connection = await open(t);
    const folder = await mkdtemp(join(tmpdir(), 'colo-transport-'));
    t.teardown(() => rm(folder, { recursive: true, force: true }));
    const mark = join(folder, 'mark');

    await connection.exec(
      request(`setsid sh -c 'sleep 0.5; echo alive >${mark}' </dev/null >/dev/null 2>&1 &`),
    );
    await connection.close();

    t.equal(await pollFile(mark), 'alive\n');
  });

  async function open(t: Test): Promise<Connection> {
    const connection = await connect(t);
    t.teardown(() => connection.close());
    return connection;
  }
}

function request(command: string): ExecRequest {
  return { command, timeoutMs: 120_000, maxOutputBytes: 64 * 1024 };
}

function readResult(result: ExecResult) {
  return {
    code: result.kind === 'exited' ? result.code : result.reason,
    stdout: Buffer.from(result.stdout).toString(),
    stderr: Buffer.from(result.stderr).toString(),
    truncated: result.truncated,
  };
}

async function pollFile(file: string): Promise<string> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '' || performance.now() > deadline) {
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
