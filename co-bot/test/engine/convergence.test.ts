import t from 'tap';
import { takeSnapshot } from '../support/snapshot.ts';
import { SECRET, startWorld, type World, type WorldOptions } from '../support/start-world.ts';

t.setTimeout(110_000);

/** A deploy, a second one on the same sites, a failure that heals, and a rollback. */
async function playStory(world: World, afterEach: () => Promise<void>): Promise<void> {
  const { alice, lo, infra } = world;
  const step = async <Result>(result: Promise<Result>): Promise<Result> => {
    const value = await result;
    await afterEach();
    return value;
  };
  const mergeOpen = async (prefix: string) => {
    const pull = (await world.pulls('open')).find(({ head }) => head.ref.startsWith(prefix));
    return step(alice.merge(pull?.number ?? 0));
  };
  const report = async (commit: string, host: string, state: string, words: string) => {
    await step(lo.setStatus(commit, `lo/${host}/hello-world`, state, words));
  };
  const issue = await step(alice.openIssue('/deploy hello-world@1.0 to *'));
  await step(alice.openIssue('/deploy hello-world@1.0 to paris set greeting=Salut'));
  const first = await mergeOpen(`colo/deploy/${issue}`);
  for (const host of ['berlin/edge-01', 'berlin/edge-02', 'paris/edge-03']) {
    await report(first, host, 'pending', 'installing 1.0');
    await report(first, host, 'success', 'installed 1.0');
  }
  const second = await mergeOpen('colo/deploy/');
  await report(second, 'paris/edge-03', 'failure', 'failed 1.0: it did not start');
  await report(second, 'paris/edge-03', 'success', 'installed 1.0');
  await step(alice.comment(issue, '/rollback'));
  const third = await mergeOpen('colo/rollback/');
  for (const host of ['berlin/edge-01', 'berlin/edge-02', 'paris/edge-03'])
    await report(third, host, 'success', 'removed 1.0');
  await infra.git('fetch', '--quiet', 'origin');
}

t.test('duplicated, lost and repeated deliveries, and a second CO, end in the same state', async (t) => {
  const options: WorldOptions = {};
  const plain = await startWorld(options);
  t.teardown(() => plain.close());
  await playStory(plain, () => plain.settle());
  await plain.co.sweep();
  await plain.settle();
  const expected = await takeSnapshot(plain);
  t.match(expected.threads[0], '#1 closed');
  t.equal(expected.pulls.length, 3);

  await t.test('every delivery twice, and all of them again at the end', async (t) => {
    const world = await startWorld(options);
    t.teardown(() => world.close());
    world.forge.setFaults({ duplicateDelivery: () => true });
    await playStory(world, () => world.settle());
    for (const { guid } of [...world.forge.deliveries()]) await world.forge.redeliver(guid);
    await world.settle();

    t.strictSame(await takeSnapshot(world), expected);
  });

  await t.test('every fifth delivery lost, with sweeps', async (t) => {
    const world = await startWorld(options);
    t.teardown(() => world.close());
    world.forge.setFaults({ dropDelivery: (_, n) => n % 5 === 0 });
    await playStory(world, async () => {
      await world.settle();
      await world.co.sweep();
      await world.settle();
    });

    t.strictSame(await takeSnapshot(world), expected);
  });

  await t.test('no secret shows anywhere', async (t) => {
    const comments = JSON.stringify(expected);
    const logs = plain.logs.join('\n');
    const forms = (text: string) => [
      text,
      Buffer.from(text).toString('base64').slice(0, -4),
      encodeURIComponent(text),
    ];
    const tokens = [...logs.matchAll(/ghs_[A-Za-z0-9]+/gu)];
    t.strictSame(tokens, [], 'no installation token in the log');
    for (const form of forms(SECRET)) {
      t.notOk(logs.includes(form), 'no webhook secret in the log');
      t.notOk(comments.includes(form));
    }
    t.notMatch(logs, /PRIVATE KEY|x-access-token|Authorization: Basic/);
  });
});

t.test('two CO side by side open one pull request and keep one comment', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const other = await world.startCo();
  await other.idle();
  const { alice } = world;
  world.forge.setFaults({ dropDelivery: () => true });
  const number = await alice.openIssue('/deploy hello-world to *');

  await Promise.all([world.co.sweep(), other.sweep()]);
  await Promise.all([world.co.sweep(), other.sweep()]);

  t.equal((await world.pulls()).length, 1);
  t.equal((await world.comments(number)).length, 1);
});
