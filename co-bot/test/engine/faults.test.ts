import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test('when GitHub does what it is asked but its answers are lost, everything is there once', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, forge } = world;
  const lost = ['/git/refs', '/pulls', '/comments', '/statuses/'].map((path) => {
    return { method: 'POST', path: new RegExp(`${path}`), status: 502, afterEffect: true, times: 1 };
  });
  const issue = { number: 0 };

  forge.setFaults({ rest: [] });
  issue.number = await alice.openIssue('Wait');
  await world.settle();
  const comment = await alice.comment(issue.number, 'hello');
  t.ok(comment);
  forge.setFaults({ dropDelivery: () => true });
  await alice.comment(issue.number, '/deploy hello-world to *');
  forge.setFaults({ rest: lost });
  await world.co.sweep();
  await world.settle();
  forge.setFaults({});
  await world.co.sweep();
  await world.settle();

  const pulls = await world.pulls();
  t.equal(pulls.length, 1);
  const ours = (await world.comments(issue.number)).filter(({ user }) => user.login === 'colo-co[bot]');
  t.equal(ours.length, 1);
  t.match(await world.statuses(pulls[0]?.head.sha ?? ''), [{ context: 'colo/validate', state: 'success' }]);
});

t.test('a rate limit only delays', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  world.forge.setFaults({
    rest: [{ method: 'POST', path: '/pulls', status: 403, headers: { 'retry-after': '0' }, times: 2 }],
  });

  await world.alice.openIssue('/deploy hello-world to *');
  await world.settle();

  t.equal((await world.pulls()).length, 1);
});

t.test('a revert supersedes a deploy that is under way', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, infra, lo } = world;
  const deploy = async (command: string) => {
    const number = await alice.openIssue(command);
    await world.settle();
    const commit = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
    await world.settle();
    return { number, commit };
  };
  const first = await deploy('/deploy hello-world to paris');
  await lo.setStatus(first.commit, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0');
  await world.settle();
  const second = await deploy('/deploy hello-world to paris set greeting=Salut');
  await lo.setStatus(second.commit, 'lo/paris/edge-03/hello-world', 'failure', 'failed 1.0: no');
  await world.settle();
  t.equal((await world.issue(second.number)).state, 'open');

  await infra.git('fetch', '--quiet', 'origin');
  await infra.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  await infra.git('revert', '--no-edit', '-m', '1', second.commit);
  await infra.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  await world.settle();

  const said = (await world.comments(second.number))[0]?.body ?? '';
  t.match(said, /^\*\*Superseded\*\*.*1 superseded/su);
  t.notMatch(said, /Done/);
  t.match(await world.issue(second.number), { state: 'closed', state_reason: 'not_planned' });
});
