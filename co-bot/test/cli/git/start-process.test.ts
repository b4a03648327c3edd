import { once } from 'node:events';
import t from 'tap';
import { collectBytes } from '../../../src/cli/git/collect-bytes.ts';
import { tryGit } from '../../../src/cli/git/run-git.ts';
import { startProcess } from '../../../src/cli/git/start-process.ts';

const environment = { PATH: process.env['PATH'] ?? '' };
const { signal } = new AbortController();
const options = { folder: '/', environment, signal };
const never = (): void => undefined;

t.test('a process gets its words as they are, and says how it ended', async (t) => {
  const script = 'cat; printf "%s" "$1" >&2; exit 3';
  const run = startProcess('sh', ['-c', script, 'sh', '$(id) *'], options);
  run.stdin.end('input');

  const [stdout, stderr, end] = await Promise.all([
    collectBytes(run.stdout, 100, never),
    collectBytes(run.stderr, 100, never),
    run.ended,
  ]);

  t.same([String(stdout), String(stderr)], ['input', '$(id) *']);
  t.strictSame(end, { exitCode: 3, timedOut: false, startFault: undefined });
});

t.test('a program that is not there is a fault of the start', async (t) => {
  const run = startProcess('colo-has-no-such-program', [], options);
  run.stdin.end('nobody reads this');

  t.match(await run.ended, { startFault: 'ENOENT' });
  t.equal((await collectBytes(run.stdout, 100, never)).byteLength, 0);
});

t.test('a process is stopped by the signal, by its time, and by whoever started it', async (t) => {
  const controller = new AbortController();
  const cat = (more: { timeoutMs?: number; signal?: AbortSignal }) =>
    startProcess('cat', [], { ...options, ...more });
  const cancelled = cat({ signal: controller.signal });
  controller.abort();
  const [late, late2, stopped] = [cat({ signal: controller.signal }), cat({ timeoutMs: 1 }), cat({})];
  stopped.stop();

  t.match(await cancelled.ended, { exitCode: 1, timedOut: false });
  t.match(await late.ended, { exitCode: 1, timedOut: false });
  t.match(await late2.ended, { exitCode: 1, timedOut: true });
  t.match(await stopped.ended, { exitCode: 1, timedOut: false });
  stopped.stop();
});

t.test('input that nobody takes is no failure', async (t) => {
  const run = await tryGit(options, ['hash-object', '--no-such-option'], 'x'.repeat(1_000_000));

  t.match(run, { exitCode: 129, message: /unknown option/ });
});

t.test('more output than is allowed is dropped, and said once', async (t) => {
  const run = startProcess('sh', ['-c', 'echo 12345; echo 67890; cat'], options);
  let exceeded = 0;

  const bytes = await collectBytes(run.stdout, 8, () => {
    exceeded += 1;
    run.stop();
  });

  t.equal(String(bytes), '12345\n67');
  t.equal(exceeded, 1);
  t.match(await run.ended, { exitCode: 1 });
});

t.test('what ends a process takes its children with it', async (t) => {
  const listeners = process.listenerCount('exit');
  const run = startProcess('cat', [], options);
  t.equal(process.listenerCount('exit'), listeners + 1);
  run.stdin.end();
  await once(run.stdout.resume(), 'close');
  await run.ended;
  t.equal(process.listenerCount('exit'), listeners);
});
