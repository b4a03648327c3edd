import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { forgetBoot } from './forget-boot.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

async function want(rig: SiteRig, version: string, more = {}): Promise<string> {
  return rig.want([{ applicationId: 'hello', version, ...more }]);
}

/** Digest that the node's own record gives for the program that it started. */
async function readRunningDigest(rig: SiteRig): Promise<string> {
  const text = await readFile(join(rig.slotFolder('edge-01', 'hello', 'web'), 'run/process'), 'latin1');
  return /^target (sha256:[0-9a-f]{64})$/m.exec(text)?.[1] ?? '';
}

// Fault 1
t.test('versions that come, go and come again are each installed, and said when they run', async (t) => {
  const rig = await createSiteRig(t);
  const digests: string[] = [];
  for (const [index, version] of ['1.0', '2.0', '1.0', '2.0'].entries()) {
    const commit = await want(rig, version);

    t.equal(await rig.once(), 'converged');

    t.match((await rig.reports()).at(-1), {
      commit,
      state: 'success',
      description: new RegExp(`^installed ${version.replace('.', '\\.')} `),
    });
    t.same(await rig.running(), [`hello web ${version} Hello`], 'it runs, and it alone');
    t.equal((await rig.starts()).length, index + 1, 'by a start of its own');
    digests.push(await readRunningDigest(rig));
  }
  const [first, second, third, fourth] = digests;
  t.not(first, second);
  t.same([third, fourth], [first, second], 'the digest that runs is that of the version');
});

// Fault 2
t.test('a component that is removed is really gone, each time', async (t) => {
  const rig = await createSiteRig(t);
  const run = join(rig.slotFolder('edge-01', 'hello', 'extra'), 'run');
  for (const starts of [1, 2]) {
    await want(rig, '1.0', { components: ['web', 'extra'] });
    t.equal(await rig.once(), 'converged');
    t.same((await rig.running()).toSorted(), ['hello extra 1.0 Hello', 'hello web 1.0 Hello']);

    await want(rig, '1.0', { components: ['web'] });
    t.equal(await rig.once(), 'converged');
    t.same(await rig.running(), ['hello web 1.0 Hello'], 'its program is gone');
    t.same(await readdir(run), [], 'and its files');
    const extra = (await rig.starts()).filter((line) => line.includes(' extra '));
    t.equal(extra.length, starts);
  }
  t.equal(
    (await rig.starts()).filter((line) => line.includes(' web ')).length,
    1,
    'the other was left alone',
  );
});

// Fault 3
t.test('what a bad version brought down runs again after a revert, and success waits for that', async (t) => {
  const rig = await createSiteRig(t);
  await want(rig, '1.0');
  t.equal(await rig.once(), 'converged');
  // Nothing to return to: the node cannot bring the last good version back by itself.
  const content = join(rig.workdir('edge-01'), 'content');
  for (const digest of await readdir(content)) await rm(join(content, digest), { recursive: true });
  const bad = await want(rig, '2.0', { broken: ['web'] });
  t.equal(await rig.once(), 'failed');
  t.same(await rig.running(), [], 'nothing runs');
  t.match((await rig.reports()).at(-1), { commit: bad, state: 'failure', description: /nothing runs$/ });

  await rig.infra.git('revert', '--no-edit', bad);
  await rig.infra.git('push', '-q', 'origin', 'HEAD:main');
  const revert = await rig.infra.git('rev-parse', 'HEAD');
  t.equal(await rig.once(), 'converged');

  t.same(await rig.running(), ['hello web 1.0 Hello']);
  const said = (await rig.reports()).filter(({ commit }) => commit === revert).map(({ state }) => state);
  t.equal(said[0], 'pending', 'that it ran before is no reason for success');
  t.equal(said.at(-1), 'success');
});

// Fault 6
t.test('a result that is lost on the node is no reason to install again', async (t) => {
  const rig = await createSiteRig(t);
  await want(rig, '1.0');
  t.equal(await rig.once(), 'converged');
  const result = join(rig.slotFolder('edge-01', 'hello', 'web'), 'attempts/1/result');

  await rm(result);
  t.equal(await rig.once(), 'converged', "with LO's own record");
  await rm(join(rig.settings.stateDir, 'state'), { recursive: true });
  t.equal(await rig.once(), 'converged', 'and without it');

  t.equal((await rig.starts()).length, 1);
  t.match((await rig.reports()).at(-1), { state: 'success' });
});

t.test('a node that lost the settings of what runs gets them anew', async (t) => {
  const rig = await createSiteRig(t);
  await want(rig, '1.0');
  t.equal(await rig.once(), 'converged');

  await rm(join(rig.slotFolder('edge-01', 'hello', 'web'), 'attempts/1/settings'));

  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['hello web 1.0 Hello'], 'one program, not two');
  t.equal((await rig.starts()).length, 2);
});

t.test('an application that was removed, or that failed and was forgotten, can come again', async (t) => {
  const rig = await createSiteRig(t);
  await want(rig, '1.0');
  t.equal(await rig.once(), 'converged');
  await rig.want([]);
  t.equal(await rig.once(), 'converged');
  await want(rig, '2.0', { broken: ['web'] });
  t.equal(await rig.once(), 'failed');
  await rm(join(rig.settings.stateDir, 'state'), { recursive: true });
  t.equal(await rig.once(), 'failed', 'the node still knows that it failed');
  t.equal((await rig.starts()).length, 2, 'so it is not tried again');

  await want(rig, '1.0');

  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['hello web 1.0 Hello']);
});

// Fault 7
t.test('a node that has booted starts what it ran, and no new attempt is made', async (t) => {
  const rig = await createSiteRig(t);
  const commit = await want(rig, '1.0', { components: ['db', 'web'] });
  t.equal(await rig.once(), 'converged');
  await killAll(await rig.findPrograms());
  await forgetBoot(rig);

  t.equal(await rig.once(), 'converged');

  t.same((await rig.running()).toSorted(), ['hello db 1.0 Hello', 'hello web 1.0 Hello']);
  for (const component of ['db', 'web'])
    t.same(await readdir(join(rig.slotFolder('edge-01', 'hello', component), 'attempts')), ['1']);
  t.match((await rig.reports()).at(-1), { commit, state: 'success' });
});

// Fault 21
t.test('a revert that takes a package away leaves what runs by it untouched', async (t) => {
  const rig = await createSiteRig(t, { hosts: ['edge-01', 'edge-02'] });
  const first = await rig.want([{ applicationId: 'hello', version: '1.0', hosts: ['edge-01'] }]);
  t.equal(await rig.once(), 'converged');
  const second = await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const kept = rig.render([{ applicationId: 'hello', version: '1.0', hosts: ['edge-02'] }]);
  const desired = `sites/${SITE}/desiredstate.yaml`;

  // What `git revert` of the first deploy leaves: its package is gone, the second deploy's entry is not.
  await rig.infra.git('revert', '--no-commit', first).catch(() => undefined);
  await rig.infra.git('checkout', '-q', second, '--', desired).catch(() => undefined);
  const revert = await rig.infra.commit({ [desired]: kept[desired] }, 'revert the first deploy');
  t.equal(await rig.infra.git('ls-files', 'packages'), '', 'the package is gone');
  t.equal(await rig.once(), 'failed');
  t.match(
    (await rig.reports()).filter(({ commit }) => commit === revert),
    [{ state: 'failure', description: /GIT_PACKAGE_MISSING/ }, { state: 'failure' }],
  );
  for (const host of ['edge-01', 'edge-02']) t.equal((await rig.running(host)).length, 1, `${host} runs on`);

  // CO puts the package back; the second deploy's host was never touched.
  await rig.infra.commit(kept, 'restore the package');
  t.equal(await rig.once(), 'converged');
  const said = (await rig.reports()).filter(({ commit }) => commit === revert);
  t.strictSame(
    Object.fromEntries(said.map(({ context, state }) => [context, state])),
    { 'lo/eu/berlin/edge-01/hello': 'success', 'lo/eu/berlin/edge-02/hello': 'success' },
    'where it was called unusable',
  );
  t.equal((await rig.starts('edge-02')).length, 1);
  t.same(await rig.running('edge-01'), []);
});
