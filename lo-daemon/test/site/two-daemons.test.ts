import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { Daemon } from '../../src/daemon/daemon.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { computeOwner } from '../../src/node/compute-owner.ts';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from './lo-process.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

// Several LOs that are processes of their own, one after the other.
t.setTimeout(900_000);

const PASSIVE = /"message":"this LO changes nothing on the host"[^\n]*Another LO acts here/;
const ACTS = /"message":"this LO acts on the host"/;
const QUICK = { drift: { everySeconds: 1 } } as const;

/** Another LO of the same site, with a state folder and a configuration file of its own. */
function secondLo(rig: SiteRig): SiteRig {
  const stateDir = join(rig.root, 'state-2');
  return { ...rig, root: join(rig.root, 'hosts'), config: { ...rig.config, stateDir } };
}

function leaseFile(rig: SiteRig, name: 'lease' | 'renewed', host = 'edge-01'): string {
  return join(rig.workdir(host), 'leases', computeOwner(rig.infra.bare, SITE), name);
}

async function readStatus(rig: SiteRig) {
  const { stdout } = await runLo(rig, 'status', '--json');
  const [host] = JSON.parse(stdout).hosts;
  return { ...host, text: (await runLo(rig, 'status')).stdout };
}

/** One pass of an LO in this process, for which leases are free sooner than for others. */
async function onceWith(rig: SiteRig, leaseSeconds = 600) {
  const settings = { ...resolveSettings(rig.config), leaseSeconds };
  const daemon = await Daemon.open(
    settings,
    createLogger('error', () => undefined),
  );
  try {
    return await daemon.runOnce(new AbortController().signal);
  } finally {
    await daemon.close();
  }
}

async function readReports({ config }: SiteRig): Promise<string> {
  return readFile(join(config.stateDir, 'outbox', 'reports.jsonl'), 'utf8');
}

// Fault 11
t.test('two LOs of one site install once between them, and both say who acts', async (t) => {
  const rig = await createSiteRig(t, { config: QUICK });
  const rival = secondLo(rig);
  const held = { applicationId: 'hello', version: '1.0', held: true };
  await rig.want([held]);

  const logs = [await startLo(t, rig), await startLo(t, rival)] as const;
  await until('one acts and one does not', async () => {
    const texts = await Promise.all(logs.map((each) => each.readLog()));
    return texts.some((text) => ACTS.test(text)) && texts.some((text) => PASSIVE.test(text));
  });
  await rig.release(held);
  await until('one says success', async () => {
    const texts = await Promise.all(logs.map((each) => each.readLog()));
    return texts.some((text) => /"state":"success"/.test(text));
  });

  t.same(await rig.starts(), ['hello web 1.0 Hello'], 'one install');
  const [one, other] = [await readStatus(rig), await readStatus(rival)];
  const [acting, passive] = one.lease.own === true ? [one, other] : [other, one];
  t.match(acting, { outcome: 'converged', lease: { own: true, number: 1 }, problem: undefined });
  t.match(acting.text, /acts here: this LO \(lease 1\)/);
  t.match(passive, {
    outcome: 'waiting',
    lease: { own: false, actor: acting.lease.actor },
    problem: { code: 'LO_PASSIVE' },
  });
  t.match(passive.text, /LO_PASSIVE since .*: Another LO acts here: .*:\/.*\/state/);
  const silent = (await Promise.all(logs.map((each) => each.readLog()))).find((text) => PASSIVE.test(text));
  t.notMatch(silent, /"state":"(?:success|pending|error|failure)"/, 'one alone speaks of the applications');
});

/** A site whose first LO has brought 2.0, and a second one with a copy of its state of the time of 1.0. */
async function makeCopiedState(t: Test) {
  const rig = await createSiteRig(t, { config: QUICK });
  const copy = secondLo(rig);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await cp(rig.config.stateDir, copy.config.stateDir, { recursive: true });
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);
  t.equal(await rig.once(), 'converged');
  const starts = await rig.starts();
  t.same(starts, ['hello web 1.0 Hello', 'hello web 2.0 Hello']);
  return { rig, copy, starts };
}

t.test('a copy of older state without an uplink restarts nothing, not even when it is alone', async (t) => {
  const { rig, copy, starts } = await makeCopiedState(t);
  const first = await startLo(t, rig);
  await until('the first acts', async () => ACTS.test(await first.readLog()));
  await rename(rig.infra.bare, `${rig.infra.bare}.away`);

  const second = await startLo(t, copy);
  await until('the copy says who acts', async () => PASSIVE.test(await second.readLog()));
  t.match(await readStatus(copy), { problem: { code: 'LO_PASSIVE' }, lease: { own: false } });
  await first.kill('SIGKILL');
  await second.kill('SIGKILL');

  t.equal(await onceWith(copy, 0), 'waiting', 'the lease of the dead one is free, and the copy is behind');
  const behind = await readStatus(copy);
  t.match(behind, {
    lease: { own: true },
    problem: { code: 'LO_HOST_AHEAD', message: /last changed for commit/ },
  });
  t.match(behind.text, /LO_HOST_AHEAD since /);
  t.same(await rig.starts(), starts, 'nothing was started');
  t.notMatch(
    (await readReports(copy)).slice(-400),
    /LO_HOST_AHEAD/,
    'nor said, before the infra repo was asked',
  );

  await rename(`${rig.infra.bare}.away`, rig.infra.bare);
  t.equal(await onceWith(copy), 'converged', 'with the uplink it takes the newest revision, and acts');
  t.same(await rig.starts(), starts, 'which runs already');
  await rig.want([{ applicationId: 'hello', version: '3.0' }]);
  t.equal(await onceWith(copy), 'converged');
  t.match(await rig.running(), ['hello web 3.0 Hello']);
});

t.test('a running LO converges alone after the one that acted has died', async (t) => {
  const rig = await createSiteRig(t, { config: QUICK });
  const rest = secondLo(rig);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);
  t.equal(await onceWith(rest), 'waiting', 'the other may be alive');
  t.match(await rig.running(), ['hello web 1.0 Hello']);

  const settings = { ...resolveSettings(rest.config), leaseSeconds: 1 };
  const logged: string[] = [];
  const daemon = await Daemon.open(
    settings,
    createLogger('info', (line) => void logged.push(line)),
  );
  const stop = new AbortController();
  const running = daemon.run(stop.signal);
  await until('it has gone on', async () => (await rig.running()).join().includes('2.0'));
  await until('it says so', () => logged.some((line) => /"state":"success"/.test(line)));
  stop.abort();
  await running;
  await daemon.close();
  t.equal((await rig.starts()).length, 2);
});

t.test('takeover moves a live lease between running LOs, and the former holder says so', async (t) => {
  const rig = await createSiteRig(t, { config: QUICK });
  const other = secondLo(rig);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const first = await startLo(t, rig);
  await until('the first has installed', async () => /"state":"success"/.test(await first.readLog()));
  const second = await startLo(t, other);
  await until('the second is passive', async () => PASSIVE.test(await second.readLog()));

  t.match(await runLo(other, 'takeover', '--host', 'no-such-host'), { exitCode: 2 });
  t.match(await runLo(other, 'takeover', '--host', '../x'), { exitCode: 2 });
  t.match(await runLo(other, 'takeover', '--host', 'edge-01'), {
    exitCode: 0,
    stdout: 'Takeover requested on 1 host.',
  });

  await until('the second acts', async () => ACTS.test(await second.readLog()));
  await until('the first is passive', async () => PASSIVE.test(await first.readLog()));
  t.match(await readStatus(rig), { lease: { own: false, number: 2 }, problem: { code: 'LO_PASSIVE' } });
  await until('the second speaks', async () => /"state":"success"/.test(await second.readLog()));
  await rig.want([{ applicationId: 'hello', version: '2.0' }]);
  await until('the second has updated', async () =>
    /"state":"success"[^\n]*2\.0|2\.0[^\n]*"state":"success"/.test(await second.readLog()),
  );
  t.notMatch(await first.readLog(), /"message":"report"[^\n]*2\.0/, 'the first says nothing of it');
  t.same(await rig.starts(), ['hello web 1.0 Hello', 'hello web 2.0 Hello']);

  const updated = /"state":"success"[^\n]*2\.0/g;
  t.match(await runLo(rig, 'takeover'), { exitCode: 0 });
  await until(
    'the first says how it stands',
    async () => ((await first.readLog()).match(updated) ?? []).length === 1,
  );
  t.match(await runLo(other, 'takeover'), { exitCode: 0 });
  await until(
    'the second says it again, after others spoke',
    async () => ((await second.readLog()).match(updated) ?? []).length === 2,
  );
  t.equal((await rig.starts()).length, 2);
});

t.test('takeover without a running LO lets the next one act, also on older commits', async (t) => {
  const { rig, copy } = await makeCopiedState(t);
  await rename(rig.infra.bare, `${rig.infra.bare}.away`);
  t.equal(await onceWith(copy), 'waiting');

  t.match(await runLo(copy, 'takeover', '--json'), {
    exitCode: 0,
    stdout: '{"takeover":{"hosts":["edge-01"],"left":[]}}',
  });
  await onceWith(copy);

  t.match(await rig.running(), ['hello web 1.0 Hello'], 'a person has chosen the older version');
  t.equal(await onceWith(rig), 'waiting', 'the former holder is passive');
  t.match(await rig.running(), ['hello web 1.0 Hello']);
});

t.test('a reboot of the host frees its lease, and so does damage, each to one LO', async (t) => {
  const rig = await createSiteRig(t);
  const other = secondLo(rig);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  t.equal(await onceWith(other), 'waiting');

  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const renewed = await readFile(leaseFile(rig, 'renewed'), 'latin1');
  await writeFile(leaseFile(rig, 'renewed'), renewed.replaceAll(boot, boot.replace(/./g, '0')));
  t.equal(await onceWith(other), 'converged', 'after a boot');
  t.equal(await rig.once(), 'waiting');

  await rm(leaseFile(rig, 'lease'));
  t.equal(await rig.once(), 'converged', 'after damage');
  t.equal(await onceWith(other), 'waiting');
  t.match(await readStatus(other), { lease: { number: 3, own: false } });
  t.equal((await rig.starts()).length, 1);
});

t.test(
  'an LO that starts again goes on at once, also when it was killed, or has lost its state',
  async (t) => {
    const rig = await createSiteRig(t);
    await rig.want([{ applicationId: 'hello', version: '1.0' }]);
    const first = await startLo(t, rig);
    await until('it has installed', async () => /"state":"success"/.test(await first.readLog()));
    await first.kill('SIGKILL');
    await rig.want([{ applicationId: 'hello', version: '2.0' }]);

    t.equal(await rig.once(), 'converged');
    t.match(await rig.running(), ['hello web 2.0 Hello']);

    await rm(rig.config.stateDir, { recursive: true });
    t.equal(await rig.once(), 'converged', 'it is the same to the host, and finds all in order');
    t.equal((await rig.starts()).length, 2);

    await rm(rig.config.stateDir, { recursive: true });
    await rig.want([{ applicationId: 'hello', version: '3.0' }]);
    t.equal(await rig.once(), 'converged', 'older history is fetched to find what the host ran');
    t.match(await rig.running(), ['hello web 3.0 Hello']);
  },
);

t.test(
  'a host that ran a commit of a history that is no more is left alone until a person says otherwise',
  async (t) => {
    const rig = await createSiteRig(t);
    const base = await rig.want([{ applicationId: 'hello', version: '1.0' }]);
    await rig.want([{ applicationId: 'hello', version: '2.0' }]);
    t.equal(await rig.once(), 'converged');
    await rig.infra.git('push', '-q', '-f', 'origin', `${base}:main`);
    await rm(rig.config.stateDir, { recursive: true });

    t.equal(await onceWith(rig, 0), 'waiting');
    t.match(await readStatus(rig), { problem: { code: 'LO_HOST_AHEAD' } });
    t.match((await rig.reports()).at(-1), { state: 'error', description: /^refused 1\.0 .*LO_HOST_AHEAD/ });
    t.match(await rig.running(), ['hello web 2.0 Hello']);

    const lenient = { ...rig, config: { ...rig.config, guard: { rewind: true } } };
    t.equal(await onceWith(lenient), 'converged', 'the site allows rewinds');
    t.match(await rig.running(), ['hello web 1.0 Hello']);
  },
);
