import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { lockStateDir } from '../../src/daemon/lock-state-dir.ts';
import { LO_VERSION } from '../../src/version.ts';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from '../site/lo-process.ts';
import { createSiteRig } from '../site/site-rig.ts';

// Every command is a process of its own, and there are many.
t.setTimeout(900_000);

const PACKAGE = fileURLToPath(new URL('../../../package.json', import.meta.url));
const LO = fileURLToPath(new URL('../../../bin/lo.js', import.meta.url));

async function lo(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa('node', [LO, ...args], { reject: false });
  return { exitCode, stdout, stderr };
}

t.test('the version is that of the package', async (t) => {
  const text = await readFile(PACKAGE, 'utf8');

  t.equal(LO_VERSION, /"version": "([^"]+)"/.exec(text)?.[1]);
  t.match(await lo('--version'), { exitCode: 0, stdout: LO_VERSION });
});

t.test('every command has help with an example, and a word that is none is shown', async (t) => {
  const { stdout } = await lo('--help');
  const names = [...stdout.matchAll(/^ {2}([a-z]+) \[/gm)].flatMap((match) => match[1] ?? []);
  t.ok(
    ['run', 'once', 'status', 'diff', 'wake', 'retry'].every((name) => names.includes(name)),
    stdout,
  );
  t.match(stdout, /Exit codes: 0 done/);
  for (const name of names) {
    const help = await lo(name, '--help');
    t.equal(help.exitCode, 0, name);
    if (name !== 'help' && name !== 'plugins') t.match(help.stdout, new RegExp(`\\$ lo ${name}`), name);
  }
  t.match(await lo('statsu'), { exitCode: 2, stderr: /unknown command 'statsu'/ });
  t.match(await lo('status', '--surprise'), { exitCode: 2, stderr: /--surprise/ });
  t.match(await lo('plugins'), { exitCode: 0, stdout: /transport ssh2\n.*\n(.*\n)*runtime compose/ });
});

t.test('a configuration at fault is told with its place, for people and for programs', async (t) => {
  const folder = t.testdir({
    'lo.yaml': 'apiVersion: colo.dev/v1alpha1\nkind: LocalOrchestrator\nsite: 1\n',
  });
  const file = join(folder, 'lo.yaml');

  const people = await lo('status', '--config', file);
  t.not(people.exitCode, 0);
  t.match(people.stderr, /lo\.yaml:\d+:\d+/);
  const programs = await lo('status', '--json', '--config', file);
  t.equal(programs.exitCode, people.exitCode);
  t.match(JSON.parse(programs.stderr), { error: { code: /^[A-Z_]+$/, message: String, fix: String } });
  t.match(await lo('status', '--config', join(folder, 'none')), { exitCode: 78, stderr: /none/ });
});

t.test('what is there and what is left to do can be asked for at any time', async (t) => {
  const rig = await createSiteRig(t);
  t.match(await runLo(rig, 'diff'), { exitCode: 75 }, 'nothing adopted yet');
  t.match(await runLo(rig, 'wake'), { exitCode: 69 }, 'nobody runs');
  for (const command of ['takeover', 'retry'])
    t.match(
      await runLo(rig, command),
      { exitCode: 75, stderr: /LO_NOTHING_ADOPTED: (?:.*\n)*.*fix: Run `lo once` first/ },
      `${command}: no host is known`,
    );
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);

  t.match(await runLo(rig, 'once'), { exitCode: 0, stdout: /site eu\/berlin: converged/ });
  t.match(await runLo(rig, 'diff'), { exitCode: 0, stdout: /edge-01: noop hello/ });
  const status = await runLo(rig, 'status', '--json');
  t.equal(status.exitCode, 0);
  t.match(JSON.parse(status.stdout), {
    site: 'eu/berlin',
    outcome: 'converged',
    adopted: { commit: /^[0-9a-f]{40}$/ },
    hosts: [{ host: 'edge-01', applications: [{ applicationId: 'hello', desired: '1.0', next: [] }] }],
    reporters: [{ name: 'log-0', pending: 0 }],
  });

  await rig.want([{ applicationId: 'hello', version: '2.0', broken: ['web'] }]);
  t.match(await runLo(rig, 'once'), { exitCode: 1, stdout: /site eu\/berlin: failed/ });
  const starts = (await rig.starts()).length;
  t.match(await runLo(rig, 'diff'), { exitCode: 75, stdout: /edge-01: / }, 'a difference that nobody closes');
  const failed = await runLo(rig, 'status');
  t.match(failed, { exitCode: 0, stdout: /web: running 1\.0, STOPPED \(at \S+Z\): / });
  t.notMatch(failed.stdout, /next:/, 'nothing is tried again');
  t.equal((await rig.starts()).length, starts, 'asking changes nothing');
  t.match(await runLo(rig, 'retry', '../x'), { exitCode: 2 });
  t.match(await runLo(rig, 'retry', 'edge-99'), { exitCode: 2, stderr: /no host edge-99\./ });
  t.match(await runLo(rig, 'retry', 'edge-01', 'other'), {
    exitCode: 2,
    stderr: /no application other on edge-01/,
  });
  t.match(await runLo(rig, 'retry', 'edge-01', 'hello', '--json'), {
    exitCode: 0,
    stdout: '{"retry":{"host":"edge-01","application":"hello"}}',
  });
  const retried = await runLo(rig, 'status');
  t.match(
    retried,
    { exitCode: 0, stdout: /next: update-component/ },
    'nothing keeps it from being tried again',
  );
});

t.test('a running LO that is woken looks at once', async (t) => {
  // Without the wake-up it would look again in an hour.
  const rig = await createSiteRig(t, {
    config: { infra: { repository: '/replaced', pollSeconds: 3600 } },
  });
  const config = { ...rig.config, infra: { ...rig.config.infra, repository: rig.infra.bare } };
  const own = { ...rig, config };
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const process = await startLo(t, own);
  await until('it runs', async () => (await rig.running()).length === 1);
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);

  t.match(await runLo(own, 'wake'), { exitCode: 0 });

  await until('the new version', async () => (await rig.running()).join().includes('2.0'));
  t.match(JSON.parse((await runLo(own, 'status', '--json')).stdout), { site: 'eu/berlin' });
  t.match(await runLo(own, 'once'), { exitCode: 75, stderr: /LO_ALREADY_RUNNING/ }, 'one LO per folder');
  t.match(await process.kill('SIGTERM'), { exitCode: 0 });
});

t.test('a command waits for an LO that has begun to start, and listens in a moment', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.match(await runLo(rig, 'once'), { exitCode: 0 });
  for (const command of ['retry', 'takeover']) {
    const lock = await lockStateDir(rig.settings.stateDir, {
      kind: 'run',
      signal: new AbortController().signal,
      onWait: () => t.fail('nobody else has it'),
    });
    const answer = runLo(rig, command);
    // Long enough for the command to find it taken; where it is slower, it finds nobody and does it itself.
    await sleep(1500);
    await lock.release();

    t.match(await answer, { exitCode: 0 }, command);
  }
});
