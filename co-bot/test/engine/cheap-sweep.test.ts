import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test('a sweep with nothing new writes nothing, and fetches nothing', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice } = world;
  for (const site of ['berlin', 'paris']) await alice.openIssue(`/deploy hello-world to ${site}`);
  await alice.openIssue('Only words');
  await world.settle();
  await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
  await world.settle();
  await world.co.sweep();
  await world.settle();
  const before = world.requests.length;

  await world.co.sweep();
  await world.settle();

  const made = world.requests.slice(before).filter(({ actor }) => actor === 'colo-co[bot]');
  t.strictSame(
    made.filter(({ kind, method, path }) => kind === 'rest' && method !== 'GET' && path !== '/graphql'),
    [],
  );
  const git = made.filter(({ kind }) => kind === 'git');
  // One look for each round of steps that the sweep sets off, however many threads and pull requests there are.
  t.ok(git.length > 0 && git.length <= 8, `${git.length} looks`);
  t.strictSame(
    git.filter(({ path }) => !path.endsWith('/git-upload-pack')),
    [],
    'the news are asked for, nothing is fetched',
  );
});
