import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { ensureDescendant } from '../../src/git/ensure-descendant.ts';
import { findStatusCommit } from '../../src/git/find-status-commit.ts';
import { GitRepository } from '../../src/git/git-repository.ts';
import { listRevisionSteps } from '../../src/git/list-revision-steps.ts';
import { createInfraRepo } from '../site/infra-repo.ts';
import { createSiteRig, SITE } from '../site/site-rig.ts';

async function openRepository(bare: string, folder: string): Promise<GitRepository> {
  const { infra } = resolveSettings({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: SITE,
    stateDir: folder,
    infra: { repository: bare },
  });
  const repository = new GitRepository({ folder: join(folder, 'git'), infra });
  await repository.prepare();
  await repository.fetchBranches({ events: false });
  return repository;
}

async function makeHistory(t: Test) {
  const infra = await createInfraRepo(t.testdir());
  const first = await infra.commit({ 'sites/a/x': '1' });
  for (let number = 0; number < 60; number += 1)
    await infra.git('commit', '-q', '--allow-empty', '-m', 'more');
  const last = await infra.commit({ 'sites/b/x': '1' });
  return { infra, first, last };
}

t.test('ancestry is found beyond the edge of a shallow history, and no further', async (t) => {
  const { infra, first, last } = await makeHistory(t);
  const repository = await openRepository(infra.bare, join(t.testdirName, 'lo'));
  t.equal(await repository.isShallow(), true, 'the first fetch is shallow');
  await infra.git('checkout', '-q', '--orphan', 'other');
  const stranger = await infra.commit({ y: '2' }, 'stranger').catch(() => infra.git('rev-parse', 'HEAD'));

  t.equal(await ensureDescendant(repository, first, last), true);
  t.equal(await ensureDescendant(repository, last, last), true);
  t.equal(await ensureDescendant(repository, last, first), false, 'a parent is no descendant');
  t.equal(await ensureDescendant(repository, stranger, last), false, 'nor is another history');
});

t.test('the commit that changed a path is found, not the edge of what is here', async (t) => {
  const { infra, first, last } = await makeHistory(t);
  const repository = await openRepository(infra.bare, join(t.testdirName, 'lo'));

  t.equal(await findStatusCommit(repository, last, 'sites/a'), first);
  t.equal(await findStatusCommit(repository, last, 'sites/b'), last);
});

t.test('a server that does not know filters gives all, and LO works on', async (t) => {
  const infra = await createInfraRepo(t.testdir());
  await execa('git', ['-C', infra.bare, 'config', 'uploadpack.allowFilter', 'false']);
  const commit = await infra.commit({ 'sites/a/x': 'content' });
  const repository = await openRepository(`file://${infra.bare}`, join(t.testdirName, 'lo'));

  t.equal(await repository.resolveMain(), commit);
  const [entry] = await repository.listFiles(commit, 'sites/a');
  t.equal(entry?.path, 'sites/a/x');
  t.same(await repository.listMissing([commit]), [], 'its content is here');
});

t.test('a local copy that is damaged, or of another repo, is begun anew', async (t) => {
  const root = t.testdir({ one: {}, two: {}, lo: {} });
  const [one, two] = [await createInfraRepo(join(root, 'one')), await createInfraRepo(join(root, 'two'))];
  const [first, second] = [await one.commit({ a: '1' }), await two.commit({ b: '2' })];
  const folder = join(root, 'lo');
  t.equal(await (await openRepository(one.bare, folder)).resolveMain(), first);
  await rm(join(folder, 'git/config'));
  t.equal(await (await openRepository(one.bare, folder)).resolveMain(), first);
  await writeFile(join(folder, 'git/refs/colo/main.lock'), '');
  t.equal(await (await openRepository(one.bare, folder)).resolveMain(), first, 'a lock of a killed git');

  const other = await openRepository(two.bare, folder);

  t.equal(await other.resolveMain(), second);
  t.equal(await other.resolve(`${first}^{commit}`), undefined, 'nothing of the first is left');
});

t.test('of each commit is told what it changed in the words of its own state', async (t) => {
  const rig = await createSiteRig(t);
  const app = (applicationId: string, version = '1.0') => ({ applicationId, version });
  await rig.want([app('a')]);
  t.equal(await rig.once(), 'converged');
  const changesB = await rig.want([app('a'), app('b')]);
  const broken = await rig.infra.commit({ [`sites/${SITE}/desiredstate.yaml`]: 'a: [' });
  const changesA = await rig.want([app('a', '2.0'), app('b')]);
  const repository = await openRepository(rig.infra.bare, join(rig.root, 'copy'));
  await repository.deepen('all');

  const steps = await listRevisionSteps({
    repository,
    site: SITE,
    before: undefined,
    commits: [changesB, broken, changesA],
  });

  t.same(
    steps.map(({ commit, subjects }) => [commit, subjects.map(({ applicationId }) => applicationId)]),
    [
      [changesB, ['a', 'b']],
      [changesA, ['a']],
    ],
    'what cannot be read changed nothing that could be told',
  );
});
