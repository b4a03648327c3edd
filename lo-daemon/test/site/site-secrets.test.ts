import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoConfig } from '@colo/schemas/documents/lo-config';
import { makeDeploymentId } from '@colo/schemas/render';
import t, { type Test } from 'tap';
import { killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { bestHostKind } from '../ssh-hosts.ts';
import { findLeaks, findLeaksBelow, makeNeedles, watchArguments } from './find-leaks.ts';
import { forgetBoot } from './forget-boot.ts';
import { runLo, startLo } from './lo-process.ts';
import { put } from './put-secret.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';
import { createSshSite } from './ssh-site-rig.ts';

type From = NonNullable<LoConfig['secrets']>[string]['from'];

function grantTo(from: From, application = 'hello', pointer = 'PASSWORD', component = 'web') {
  return { from, grants: [{ application, component, pointer }] };
}

/** A site whose secret `db` comes from a file beside it. */
async function createFileSite(t: Test): Promise<{ readonly rig: SiteRig; readonly file: string }> {
  const file = join(t.testdir(), 'db');
  const rig = await createSiteRig(t, { config: { secrets: { db: grantTo({ file }) } } });
  return { rig, file };
}

/** What the program of a component got. */
function readGot(rig: SiteRig, name = 'web-PASSWORD'): Promise<string> {
  return readFile(join(rig.root, 'marks', 'edge-01', name), 'utf8');
}

const wish = { applicationId: 'hello', version: '1.0', secrets: { PASSWORD: 'db' } };

t.test('a secret of a file arrives, stays, and is an update once when it changes', async (t) => {
  const { rig, file } = await createFileSite(t);
  await put(file, 'first secret\n');
  await rig.want([wish]);
  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), 'first secret', 'one line feed at the end is no part of it');
  t.equal(await rig.once(), 'converged');
  t.equal((await rig.starts()).length, 1, 'a restart of LO changes nothing');
  t.equal((await runLo(rig, 'diff')).exitCode, 0);

  await put(file, 'second secret\n');
  t.match((await runLo(rig, 'diff')).stdout, /update-component/);
  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), 'second secret');
  t.equal(await rig.once(), 'converged');
  t.equal((await rig.starts()).length, 2);

  const key = join(rig.settings.stateDir, 'secrets', 'seal.key');
  t.equal((await stat(key)).mode & 0o777, 0o600);
  await rm(key);
  t.equal(await rig.once(), 'converged');
  t.equal(await rig.once(), 'converged');
  t.equal((await rig.starts()).length, 3, 'a lost key is one update');
});

// Fault 26
t.test('64 KiB of anything that shells and formats read otherwise arrive byte-equal', async (t) => {
  const { rig, file } = await createFileSite(t);
  const odd = `a\nb\r\nc,d=e $HOME \${A:-b} $(id) \`id\` 100% %s \\ ' " \t é \u{1F600} # ! * ? ~ [x] ;&|<>\n`;
  const value = `${odd.repeat(1000).slice(0, 40_000)}`;
  const whole = value + 'x'.repeat(65_536 - Buffer.byteLength(value));
  t.equal(Buffer.byteLength(whole), 65_536);
  await put(file, whole);
  await rig.want([wish]);

  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), whole);

  await put(file, `${whole}x`);
  t.equal(await rig.once(), 'waiting', 'one byte more is not taken');
  t.equal(await readGot(rig), whole);
});

t.test('a secret of an environment variable arrives as it is', async (t) => {
  process.env['COLO_SECRET_TEST_DB'] = 'from the environment\n';
  t.teardown(() => delete process.env['COLO_SECRET_TEST_DB']);
  const rig = await createSiteRig(t, {
    config: { secrets: { db: grantTo({ environment: 'COLO_SECRET_TEST_DB' }) } },
  });
  await rig.want([wish]);

  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), 'from the environment\n');
});

t.test('a secret that is not granted is refused there, and nothing else is', async (t) => {
  const file = join(t.testdir(), 'db');
  await put(file, 'hunter2 hunter2');
  const cases: Readonly<Record<string, LoConfig['secrets']>> = {
    'not known': {},
    'to another application': { db: grantTo({ file }, 'other') },
    'to another component': { db: grantTo({ file }, 'hello', 'PASSWORD', 'worker') },
    'as another variable': { db: grantTo({ file }, 'hello', 'OTHER') },
  };
  for (const [name, secrets] of Object.entries(cases)) {
    const rig = await createSiteRig(t, { config: { secrets: secrets ?? {} } });
    await rig.want([{ applicationId: 'hello', version: '0.9' }]);
    t.equal(await rig.once(), 'converged');
    const commit = await rig.want([wish, { applicationId: 'plain', version: '1.0' }]);

    t.equal(await rig.once(), 'failed', name);

    const reports = (await rig.reports()).filter((report) => report.commit === commit);
    const last = (app: string) => reports.filter(({ context }) => context.endsWith(`/${app}`)).at(-1);
    t.match(last('hello'), { state: 'failure', description: /LO_SECRET_REFUSED.*0\.9 runs/ });
    t.match(last('plain'), { state: 'success' });
    t.same(await rig.running(), ['hello web 0.9 Hello', 'plain web 1.0 Hello']);
    const granted = await rig.openWith({ secrets: { db: grantTo({ file }) } });
    t.equal(await granted.runOnce(new AbortController().signal), 'converged', 'a grant is enough');
    await granted.close();
    t.equal(await readGot(rig), 'hunter2 hunter2');
  }
});

t.test('a secret that is missing is waited for, and used when it comes', async (t) => {
  const { rig, file } = await createFileSite(t);
  await rig.want([wish, { applicationId: 'plain', version: '1.0' }]);
  const lo = await startLo(t, rig);
  await until('the other application is installed', async () =>
    (await rig.reports()).some(({ context, state }) => context.endsWith('/plain') && state === 'success'),
  );
  await until('it is said', async () =>
    (await rig.reports()).some(({ description }) => /LO_SECRET_UNAVAILABLE, tried again/.test(description)),
  );
  await writeFile(`${file}.part`, 'for everybody');
  await chmod(`${file}.part`, 0o644);
  await rename(`${file}.part`, file);
  await until('others can read it', async () =>
    /others than its owner can read/.test((await runLo(rig, 'status', '--json')).stdout),
  );
  await unlink(file);
  await put(file, 'here it is');

  await until('it is installed', async () => (await readGot(rig).catch(() => '')) === 'here it is');
  await until('it is told', async () => (await rig.reports()).at(-1)?.state === 'success');
  t.equal((await lo.kill('SIGTERM')).exitCode, 0);
});

t.test('a revision that cannot be wanted yet is not said to be installed by what ran before', async (t) => {
  const file = join(t.testdir(), 'db');
  await put(file, 'a secret of the second version');
  const rig = await createSiteRig(t, {
    config: { secrets: { db: grantTo({ file }) }, drift: { everySeconds: 1 } },
  });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  // Where the site's own key would be kept is no folder: no secret can be looked at.
  const blocker = join(rig.settings.stateDir, 'secrets');
  await writeFile(blocker, '');
  const commit = await rig.want([{ ...wish, version: '2.0' }]);
  const said = async () => (await rig.reports()).filter((each) => each.commit === commit);
  const observedAt = async () =>
    JSON.parse((await runLo(rig, 'status', '--json')).stdout).hosts[0]?.observedAt ?? '';

  const lo = await startLo(t, rig);
  await until('it is taken', async () => (await said()).length > 0);
  const polls = async () => (await lo.readLog()).split('"poll failed"').length;
  await until('it could not be wanted', async () => (await polls()) > 1);
  for (const look of ['one look at the host', 'another one']) {
    const before = await observedAt();
    await until(look, async () => (await observedAt()) > before);
  }

  t.same(
    [...new Set((await said()).map(({ state }) => state))],
    ['pending'],
    '1.0 runs, which is no word on 2.0',
  );
  await unlink(blocker);
  await until('it is installed', async () => (await said()).at(-1)?.state === 'success');
  t.same(await rig.running(), ['hello web 2.0 Hello']);
});

t.test('what runs stays while the secret of what shall come in its place is missing', async (t) => {
  const { rig, file } = await createFileSite(t);
  await rig.want([{ applicationId: 'hello', version: '1.0', components: ['old'] }]);
  t.equal(await rig.once(), 'converged');

  // Another component in place of the old one; then the whole deployment anew, under another id.
  await rig.want([wish]);
  t.equal(await rig.once(), 'waiting');
  t.same(await rig.running(), ['hello old 1.0 Hello']);
  const path = 'sites/eu/berlin/desiredstate.yaml';
  const id = makeDeploymentId('eu/berlin', 'hello', 'process');
  const text = String(rig.render([wish])[path]).replace(id, '5f0c0000-0000-5000-8000-000000000000');
  await rig.infra.commit({ [path]: text });
  t.equal(await rig.once(), 'waiting');
  t.same(await rig.running(), ['hello old 1.0 Hello']);

  await put(file, 'at last, it came');
  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['hello web 1.0 Hello']);
});

// Fault 7
t.test(
  'a program starts with its secret after a boot without uplink, though LO has it no more',
  async (t) => {
    const { rig, file } = await createFileSite(t);
    await put(file, 'kept on the host');
    await rig.want([wish]);
    t.equal(await rig.once(), 'converged');
    const attempt = join(rig.slotFolder('edge-01', 'hello', 'web'), 'attempts/1');
    t.equal((await stat(join(attempt, 'environment'))).mode & 0o777, 0o600);
    await killAll(await rig.findPrograms());
    await rm(join(rig.root, 'marks/edge-01/web-PASSWORD'));
    await forgetBoot(rig);
    await rm(rig.infra.bare, { recursive: true });
    await rm(file);

    t.equal(await rig.once(), 'waiting');

    t.same(await rig.running(), ['hello web 1.0 Hello']);
    t.equal(await readGot(rig), 'kept on the host');
    t.same(await readdir(join(attempt, '..')), ['1'], 'no new attempt was made');
  },
);

t.test('a version that fails gives way to the last good one, with the secret of that time', async (t) => {
  const { rig, file } = await createFileSite(t);
  await put(file, 'the old secret');
  await rig.want([wish]);
  t.equal(await rig.once(), 'converged');
  await put(file, 'the new secret');
  await rig.want([{ ...wish, version: '2.0', broken: ['web'], says: 'said the new secret here' }]);

  t.equal(await rig.once(), 'failed');

  t.same(await rig.running(), ['hello web 1.0 Hello']);
  t.equal(await readGot(rig), 'the old secret');
});

// Fault 31
t.test("a site's secrets are found on the node alone, in files that only its owner can read", async (t) => {
  const canary = `canary+/~? ${randomBytes(18).toString('base64')}`;
  const file = join(t.testdir(), 'db');
  await put(file, canary);
  const { rig, edge } = await createSshSite(t, {
    kind: bestHostKind(),
    config: {
      secrets: {
        db: {
          from: { file },
          grants: ['good', 'bad'].map((application) => ({
            application,
            component: 'web',
            pointer: 'PASSWORD',
          })),
        },
      },
      log: { level: 'debug' },
    },
  });
  const needles = makeNeedles('secret', canary);
  const watch = watchArguments(needles);
  t.teardown(() => watch.stop());
  const secrets = { PASSWORD: 'db' };
  await rig.want([
    { applicationId: 'good', version: '1.0', secrets },
    // A program that tells what it knows, and fails.
    { applicationId: 'bad', version: '1.0', secrets, broken: ['web'], says: canary },
  ]);
  const lo = await startLo(t, rig);
  await until('both have ended', async () => {
    const states = (await rig.reports()).map(({ context, state }) => `${context.split('/').at(-1)} ${state}`);
    return states.includes('good success') && states.includes('bad failure');
  });
  const { stdout } = await runLo(rig, 'status', '--json');
  const offline = await (async () => {
    await lo.kill('SIGTERM');
    return runLo(rig, 'status', '--json');
  })();

  t.same(await watch.stop(), [], 'arguments');
  t.same(findLeaks('log', await lo.readLog(), needles), []);
  t.same(findLeaks('lo status', stdout + offline.stdout + offline.stderr, needles), []);
  t.same(findLeaks('reports', JSON.stringify(await rig.reports()), needles), []);
  // The package that says it is the test's own fault; nothing else of LO's holds it.
  const { stateDir } = rig.settings;
  for (const name of (await readdir(stateDir)).filter((each) => each !== 'blobs' && each !== 'git'))
    t.same(await findLeaksBelow(join(stateDir, name), needles).catch(() => []), [], name);
  const { workdir } = edge('edge-01');
  const holding: string[] = [];
  for (const entry of await readdir(workdir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || findLeaks(path, await readFile(path, 'latin1'), needles).length === 0) continue;
    holding.push(path);
    t.ok(await isPrivate(path, workdir), `${path} can be read by its owner alone`);
  }
  t.ok(
    holding.some((path) => path.endsWith('/environment')),
    'the node does hold it',
  );
});

/** True when the file, or a folder between it and `top`, is closed to others than its owner. */
async function isPrivate(path: string, top: string): Promise<boolean> {
  for (let at = path; at.length >= top.length; at = join(at, '..'))
    if (((await stat(at)).mode & 0o077) === 0) return true;
  return false;
}
