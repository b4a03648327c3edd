import t from 'tap';
import { playStory, takePlainEnd } from '../support/play-story.ts';
import { takeSnapshot } from '../support/snapshot.ts';
import { startWorld } from '../support/start-world.ts';

// Two stories of a dozen merges and reports each; on a busy machine each takes a minute.
t.setTimeout(900_000);

t.test('every fifth delivery lost, with sweeps, ends in the same state', async (t) => {
  const expected = await takePlainEnd();
  const world = await startWorld();
  t.teardown(() => world.close());
  let lost = 0;
  world.forge.setFaults({
    dropDelivery: (_, n) => {
      if (n % 5 !== 0) return false;
      lost += 1;
      return true;
    },
  });

  await playStory(world, async () => {
    await world.settle();
    await world.co.sweep();
    await world.settle();
  });

  t.ok(lost > 5, `${lost} were lost`);
  t.strictSame(await takeSnapshot(world), expected);
});
