import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test('a deploy goes from an issue over a merged pull request to a closed issue', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, lo } = world;

  const number = await alice.openIssue('Please:\n\n/deploy hello-world@1.0 to * set greeting="Good day"');
  await world.settle();

  const [pull] = await world.pulls('open');
  t.equal(pull?.title, 'Deploy hello-world 1.0 to 2 sites');
  t.equal(pull?.head.ref, `colo/deploy/${number}`);
  t.match(pull?.body, /Expected, against `main@[0-9a-f]{10}`: 3 add-app\./);
  t.match(
    pull?.body,
    /### Data\n\n- \*\*hello-world\*\* hello: writes its folder \(kept but for its programs: run\.sh\), COLO\\_DATA\\_DIR \(kept\)\n\n### Plan/,
    'once for all sites',
  );
  t.match(pull?.body, /#### berlin\n\n- `edge-01` \*\*add-app\*\* hello-world/);
  const comments = await world.comments(number);
  t.equal(comments.length, 1, 'one sticky comment');
  t.match(comments[0]?.body, `review and merge #${pull?.number}`);
  t.strictSame(await world.reactions(`/issues/${number}`), ['eyes']);
  t.match(await world.statuses(pull?.head.sha ?? ''), [{ context: 'colo/validate', state: 'success' }]);

  const merge = await alice.merge(pull?.number ?? 0);
  await world.settle();
  t.match(await world.readFile('main', 'sites/berlin/desiredstate.yaml'), /value: Good day/);
  t.match((await world.comments(number))[0]?.body, /0 of 3 done: 3 pending/);

  await lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'pending', 'installing 1.0: starting');
  await lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'success', 'installed 1.0: running');
  await lo.setStatus(merge, 'lo/berlin/edge-02/hello-world', 'failure', 'failed 1.0: no');
  await lo.setStatus(merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0: running');
  await world.settle();
  t.match((await world.comments(number))[0]?.body, /2 of 3 done: 1 failed, 2 installed/);
  t.match(await world.readFile('colo/events', 'sites/berlin/event.yaml'), /state: failed/);
  t.equal((await world.issue(number)).state, 'open', 'a failure keeps the issue open');

  await lo.setStatus(merge, 'lo/berlin/edge-02/hello-world', 'success', 'installed 1.0: running');
  await world.settle();
  t.match(await world.issue(number), { state: 'closed', state_reason: 'completed' });
  t.match((await world.comments(number))[0]?.body, /\*\*Done\.\*\*.*3 of 3 done/s);
  t.equal((await world.comments(number)).length, 1, 'still one comment');
});
