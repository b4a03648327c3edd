import { execFileSync } from 'node:child_process';
import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { findProcesses, killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from './lo-process.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

const HELD = { applicationId: 'hello', version: '1.0', held: true } as const;

function stateFile(rig: SiteRig): string {
  return join(rig.settings.stateDir, 'state', 'actual-state.json');
}

async function hasOpenAttempt(rig: SiteRig): Promise<boolean> {
  return (await readFile(stateFile(rig), 'utf8').catch(() => '')).includes('"outcome":"open"');
}

async function isInstalled(rig: SiteRig): Promise<boolean> {
  return (await rig.reports()).at(-1)?.state === 'success';
}

t.test('a damaged record is rebuilt by looking at the hosts, and nothing is installed again', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0', components: ['db', 'web'] }]);
  t.equal(await rig.once(), 'converged');
  const file = stateFile(rig);
  const previous = file.replace('.json', '.previous.json');
  const whole = await readFile(file, 'utf8');
  const damages: Readonly<Record<string, () => Promise<void>>> = {
    'cut off': () => truncate(file, Math.floor(whole.length / 2)),
    emptied: () => writeFile(file, ''),
    zeroed: () => writeFile(file, Buffer.alloc(whole.length)),
    'changed behind the checksum': () => writeFile(file, whole.replace('1.0', '9.9')),
  };
  for (const [name, damage] of Object.entries(damages)) {
    await damage();
    await writeFile(previous, 'also bad');

    t.equal(await rig.once(), 'converged', name);

    t.equal((await rig.starts()).length, 2, `${name}: nothing is started again`);
    const rebuilt = await readFile(file, 'utf8');
    t.match(rebuilt, /"version":"1\.0"/, `${name}: the record is back`);
  }
});

t.test('a failed version stays untouched although the record of its failure is lost', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await rig.want([{ applicationId: 'hello', version: '2.0', broken: ['web'] }]);
  t.equal(await rig.once(), 'failed');
  const tries = await rig.starts();

  await writeFile(stateFile(rig), '');
  await writeFile(stateFile(rig).replace('.json', '.previous.json'), '');

  t.equal(await rig.once(), 'failed');
  t.same(await rig.starts(), tries);
});

t.test('LO killed while a component installs finds the same job after a restart', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([HELD]);
  const first = await startLo(t, rig);
  await until('the program starts', async () => (await rig.starts()).length === 1);
  t.ok(await hasOpenAttempt(rig), 'the attempt was written down before it began');

  await first.kill('SIGKILL');
  const second = await startLo(t, rig);
  await until('the job is found', async () => /waiting for an attempt/.test(await second.readLog()));
  await rig.release(HELD);

  await until('it is installed', () => isInstalled(rig));
  t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
});

// Fault 8
t.test('LO killed again and again around the start of a job installs once', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([HELD]);
  let lo = await startLo(t, rig);
  await until('an attempt is written down', () => hasOpenAttempt(rig));
  await lo.kill('SIGKILL');
  for (const _round of [1, 2]) {
    lo = await startLo(t, rig);
    await until('it works', async () => (await rig.starts()).length > 0 || hasOpenAttempt(rig));
    await lo.kill('SIGKILL');
  }

  const last = await startLo(t, rig);
  // Where no job had begun yet, this LO begins one.
  await until('it works', async () => (await rig.starts()).length > 0);
  await until('the job is waited for', async () => /attempt|operation/.test(await last.readLog()));
  await rig.release(HELD);

  await until('it is installed', () => isInstalled(rig));
  t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
});

t.test('SIGTERM ends LO cleanly and leaves the job at work', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([HELD]);
  const lo = await startLo(t, rig);
  await until('the program starts', async () => (await rig.starts()).length === 1);

  const { exitCode } = await lo.kill('SIGTERM');

  t.equal(exitCode, 0);
  t.same(await rig.running(), ['hello web 1.0 Hello']);
  await startLo(t, rig);
  await rig.release(HELD);
  await until('it is installed', () => isInstalled(rig));
  t.equal((await rig.starts()).length, 1);
});

t.test('a site whose infra repo is gone keeps its applications alive', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await rename(rig.infra.bare, `${rig.infra.bare}.away`);
  await killAll(await rig.findPrograms());

  t.equal(await rig.once(), 'waiting', 'the poll failed, and that is said');

  t.equal((await rig.starts()).length, 2, 'what was killed runs again');
  const { stdout } = await runLo(rig, 'status');
  t.match(stdout, /hello 1\.0/);
});

t.test('told to stop while Git waits for a remote, LO ends in good order', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const lo = await startLo(t, rig);
  await until('it runs', async () => (await rig.running()).length === 1);
  // Who reads it waits for a writer.
  const refs = join(rig.infra.bare, 'packed-refs');
  await rm(refs, { force: true });
  execFileSync('mkfifo', [refs]);
  let before: readonly number[] = [];
  await until('Git hangs', async () => {
    const now = await findProcesses(rig.infra.bare);
    const isSame = now.some((pid) => before.includes(pid));
    before = now;
    await sleep(500);
    return isSame;
  });

  t.match(await lo.kill('SIGTERM'), { exitCode: 0 });

  t.match(await lo.readLog(), /"message":"stopped; jobs on the nodes go on"/);
  await killAll(await findProcesses(rig.infra.bare));
});

t.test('a removal that was waiting when LO lost its state is done, and reported', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([HELD, { applicationId: 'other', version: '1.0' }].map((app) => ({ ...app, held: false })));
  t.equal(await rig.once(), 'converged');
  const commit = await rig.want([{ applicationId: 'other', version: '1.0' }]);
  await rm(rig.settings.stateDir, { recursive: true });

  t.equal(await rig.once(), 'converged');

  t.same(await rig.running(), ['other web 1.0 Hello']);
  t.match((await rig.reports()).filter(({ context }) => context.endsWith('/hello')).at(-1), {
    commit,
    state: 'success',
    description: 'removed',
  });
});
