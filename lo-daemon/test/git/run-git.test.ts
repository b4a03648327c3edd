import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { readGit, runGit } from '../../src/git/run-git.ts';
import { findProcesses } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';

/** A repository that whoever asks for its branches waits for, without an end. */
async function makeHangingRepository(t: Test): Promise<string> {
  const folder = join(t.testdir({}), 'hanging.git');
  await readGit({ args: ['init', '--quiet', '--bare', '--', folder] });
  execFileSync('mkfifo', [join(folder, 'packed-refs')]);
  return folder;
}

t.test('git is ended with what it has started, at its deadline', async (t) => {
  const folder = await makeHangingRepository(t);

  await t.rejects(runGit({ args: ['ls-remote', '--', folder], timeoutMs: 500 }), {
    code: 'GIT_COMMAND_FAILED',
    message: 'git ls-remote did not end in time',
    data: { timedOut: true },
  });

  t.same(await findProcesses(folder), []);
});

t.test('and when it is no longer wanted', async (t) => {
  const folder = await makeHangingRepository(t);
  const stop = new AbortController();
  const asked = runGit({ args: ['ls-remote', '--', folder], signal: stop.signal });
  const refused = t.rejects(asked, { code: 'GIT_COMMAND_FAILED', data: { timedOut: false } });
  await until('it runs', async () => (await findProcesses(folder)).length > 0);
  await sleep(100);

  stop.abort();
  await refused;

  t.same(await findProcesses(folder), []);
  await t.rejects(runGit({ args: ['ls-remote', '--', folder], signal: stop.signal }), {
    code: 'GIT_COMMAND_FAILED',
  });
  t.same(await findProcesses(folder), [], 'nor does it go on where that was known before');
});

t.test('and when LO ends without waiting for it', async (t) => {
  const folder = await makeHangingRepository(t);

  execFileSync(process.execPath, [fileURLToPath(new URL('./list-hanging.js', import.meta.url)), folder]);

  await until('all of it has ended', async () => (await findProcesses(folder)).length === 0);
  t.pass('nothing is left');
});
