import t from 'tap';
import { makeNothingDesired, makePackage, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

// Fault 22
t.test('two deploys on one site: the second is rendered again', async (t) => {
  const world = await startWorld({ apps: { ...makePackage(), ...makePackage({ id: 'clock' }) } });
  t.teardown(() => world.close());
  const { alice, lo, infra } = world;
  const one = await alice.openIssue('/deploy hello-world to berlin');
  const two = await alice.openIssue('/deploy clock to berlin');
  await world.settle();
  const pullOf = async (issue: number) =>
    (await world.pulls()).find(({ head }) => head.ref === `colo/deploy/${issue}`);

  const first = await alice.merge((await pullOf(one))?.number ?? 0);
  await world.settle();
  const second = await pullOf(two);
  t.match(await world.statuses(second?.head.sha ?? ''), [{ context: 'colo/validate', state: 'success' }]);
  await alice.merge(second?.number ?? 0);
  await world.settle();

  const desired = await world.readFile('main', 'sites/berlin/desiredstate.yaml');
  t.match(desired, /applicationId: clock/);
  t.match(desired, /applicationId: hello-world/, 'nothing is lost');

  await t.test('a report about the later commit counts for the earlier deploy', async (t) => {
    const head = await infra
      .git('ls-remote', 'origin', 'refs/heads/main')
      .then((text) => text.split('\t')[0] ?? '');
    await lo.setStatus(first, 'lo/berlin/edge-01/hello-world', 'error', 'superseded 1.0: by a newer commit');
    for (const host of ['edge-01', 'edge-02']) {
      await lo.setStatus(head, `lo/berlin/${host}/hello-world`, 'success', 'installed 1.0');
      await lo.setStatus(head, `lo/berlin/${host}/clock`, 'success', 'installed 1.0');
    }
    await world.settle();

    t.equal((await world.issue(one)).state, 'closed');
    t.equal((await world.issue(two)).state, 'closed');
  });
});

// Fault 21
t.test('a revert may not pull a package from under another site', async (t) => {
  const sites = { ...makeSite('berlin', ['edge-01']), ...makeSite('paris', ['edge-03']) };
  const nothing = { ...makeNothingDesired('berlin'), ...makeNothingDesired('paris') };
  const world = await startWorld({ infra: { ...makePolicy(), ...sites, ...nothing } });
  t.teardown(() => world.close());
  const { alice, infra } = world;
  const deploy = async (site: string) => {
    await alice.openIssue(`/deploy hello-world to ${site}`);
    await world.settle();
    const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
    await world.settle();
    return merge;
  };
  const first = await deploy('berlin');
  await deploy('paris');

  await infra.git('fetch', '--quiet', 'origin');
  await infra.git('checkout', '--quiet', '-B', 'undo', 'origin/main');
  await infra.git('revert', '--no-edit', '-m', '1', first);
  await infra.git('push', '--quiet', 'origin', 'HEAD:refs/heads/undo');
  const undo = await alice.openPull('undo', 'Revert the first deploy');
  await world.settle();

  t.match(await world.statuses(await infra.git('rev-parse', 'HEAD')), [
    { context: 'colo/validate', state: 'failure' },
  ]);
  t.match(
    (await world.comments(undo))[0]?.body,
    /sites\/paris\/desiredstate\.yaml:\d+:\d+/,
    'who needs it is named',
  );

  await t.test(
    'pushed past the check, the package comes back with the next change of the site',
    async (t) => {
      await infra.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
      await world.settle();
      await alice.openIssue('/hold hello-world on paris');
      await world.settle();
      const hold = (await world.pulls('open')).find(({ title }) => title.startsWith('Hold'));
      await alice.merge(hold?.number ?? 0);
      await world.settle();

      await infra.git('fetch', '--quiet', 'origin');
      t.match(await infra.git('ls-tree', '-r', '--name-only', 'origin/main', 'packages'), /run\.sh/);
    },
  );
});

t.test('a branch with a commit of a person is left alone, and told so', async (t) => {
  const world = await startWorld({ apps: { ...makePackage(), ...makePackage({ id: 'clock' }) } });
  t.teardown(() => world.close());
  const { alice, infra } = world;
  const one = await alice.openIssue('/deploy hello-world to berlin');
  const two = await alice.openIssue('/deploy clock to berlin');
  await world.settle();
  const pulls = await world.pulls();
  await infra.git('fetch', '--quiet', 'origin');
  const theirs = await infra.commit('Add a note', { 'NOTES.md': 'by hand\n' }, `colo/deploy/${two}`);
  await alice.merge(pulls.find(({ head }) => head.ref === `colo/deploy/${one}`)?.number ?? 0);
  await world.settle();

  const pull = (await world.pulls()).find(({ head }) => head.ref === `colo/deploy/${two}`);
  t.equal(pull?.head.sha, theirs);
  t.match((await world.comments(two))[0]?.body, /commits that are not CO's/);
});

t.test('a large change is pushed as one pack and gives the same branch', async (t) => {
  const world = await startWorld({ pushAboveFiles: 1 });
  t.teardown(() => world.close());

  const number = await world.alice.openIssue('/deploy hello-world to *');
  await world.settle();

  const [pull] = await world.pulls('open');
  t.equal(pull?.title, 'Deploy hello-world 1.0 to 2 sites');
  const message = await world.infra
    .git('fetch', '--quiet', 'origin')
    .then(() => world.infra.git('log', '-1', '--format=%an <%ae>%n%B', `origin/colo/deploy/${number}`));
  t.match(
    message,
    /^colo-co\[bot\] <\d+\+colo-co\[bot\]@users\.noreply\.github\.com>\nDeploy hello-world 1\.0 to 2 sites/,
  );
  t.match(message, /^Colo-Request: \{"verb":"deploy".*\}\nColo-Issue: 1$/m);
  t.match(
    await world.readFile(`colo/deploy/${number}`, 'sites/paris/desiredstate.yaml'),
    /applicationId: hello-world/,
  );
});
