import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createStopSignal } from '@colo/schemas/stop-signal';
import t from 'tap';

const PROGRAM = fileURLToPath(new URL('./stop-when-told.js', import.meta.url));

for (const [name, exitCode] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  t.test(
    `${name} is told once, also while a program runs, and ends the process the second time`,
    async (t) => {
      const child = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
      t.teardown(() => child.kill('SIGKILL'));
      const output = child.stdout.setEncoding('utf8');
      t.same(await once(output, 'data'), ['ready\n']);

      child.kill(name);
      t.same(await once(output, 'data'), ['told\n']);
      child.kill(name);

      t.same(await once(child, 'exit'), [exitCode, null]);
    },
  );
}

t.test('after the release nobody listens', async (t) => {
  const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
  const { release, signal } = createStopSignal();
  t.equal(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT'), before + 2);
  release();
  t.equal(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT'), before);
  t.notOk(signal.aborted);
});
