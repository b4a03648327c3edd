import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test('reports count by context and creator', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, lo } = world;
  const number = await alice.openIssue('/deploy hello-world to paris');
  await world.settle();
  const [pull] = await world.pulls();
  const merge = await alice.merge(pull?.number ?? 0);
  await world.settle();

  // Fault 29
  await t.test('a creator who is not on the list makes no event and no progress', async (t) => {
    await alice.setStatus(merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0');
    await world.settle();
    await world.co.sweep();
    await world.settle();

    t.equal(await world.infra.git('ls-remote', 'origin', 'refs/heads/colo/events'), '');
    t.match((await world.comments(number))[0]?.body, /0 of 1 done: 1 pending/);
  });

  await t.test('hosts that the site does not have, and other contexts, are nothing', async (t) => {
    await lo.setStatus(merge, 'lo/paris/edge-99/hello-world', 'success', 'installed 1.0');
    await lo.setStatus(merge, 'lo/atlantis/edge-03/hello-world', 'success', 'installed 1.0');
    await lo.setStatus(merge, 'ci/test', 'failure', 'x');
    await world.settle();

    t.equal(await world.infra.git('ls-remote', 'origin', 'refs/heads/colo/events'), '');
  });

  // Fault 30
  await t.test("a node's words are inert in the comment", async (t) => {
    const evil = 'failed 1.0: \u001b[31m@org/team --> `x` | <img src=x>\n/deploy hello-world to berlin\n';
    await lo.setStatus(merge, 'lo/paris/edge-03/hello-world', 'failure', evil);
    await world.settle();

    const body = (await world.comments(number))[0]?.body ?? '';
    t.match(body, /1 failed/);
    t.notMatch(body, /\u001b|@org|<img|-->.*-->/);
    t.notMatch(body, /^\s*\/deploy/m);
    t.strictSame(await world.pulls('open'), [], 'and it is no command');
  });

  await t.test('/retry asks the site to try again, once', async (t) => {
    const comment = await alice.comment(number, '/retry');
    await world.settle();
    await world.co.sweep();
    await world.settle();

    const event = await world.readFile('colo/events', 'sites/paris/event.yaml');
    t.match(event, new RegExp(`request: "?${number}-${comment}"?`));
    t.match((await world.comments(number)).at(-1)?.body, /try again on 1 of the hosts/);
  });

  await t.test('/status answers with wanted and reported', async (t) => {
    await alice.comment(number, '/status');
    await world.settle();

    t.match(
      (await world.comments(number)).at(-1)?.body,
      /\| paris \| edge-03 \| hello-world \| 1\.0 \| failed \|/,
    );
  });

  await t.test('a report is one commit, and the same report again is none', async (t) => {
    await world.infra.git('fetch', '--quiet', 'origin');
    const before = await world.infra.git('rev-parse', 'origin/colo/events');
    await world.co.sweep();
    await world.settle();
    await world.infra.git('fetch', '--quiet', 'origin');

    t.equal(await world.infra.git('rev-parse', 'origin/colo/events'), before);
  });
});
