import t from 'tap';
import { playStory, takePlainEnd } from '../support/play-story.ts';
import { takeSnapshot } from '../support/snapshot.ts';
import { startWorld } from '../support/start-world.ts';

// Two stories of a dozen merges and reports each; on a busy machine each takes a minute.
t.setTimeout(900_000);

t.test('every delivery twice, and all of them again at the end, end in the same state', async (t) => {
  const expected = await takePlainEnd();
  t.match(expected.threads[0], '#1 closed');
  t.equal(expected.pulls.length, 3);
  const world = await startWorld();
  t.teardown(() => world.close());
  world.forge.setFaults({ duplicateDelivery: () => true });

  await playStory(world, () => world.settle());
  for (const { guid } of [...world.forge.deliveries()]) await world.forge.redeliver(guid);
  await world.settle();

  t.strictSame(await takeSnapshot(world), expected);
});
