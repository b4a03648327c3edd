import t from 'tap';
import { playStory, takePlainEnd } from '../support/play-story.ts';
import { type Snapshot, takeSnapshot } from '../support/snapshot.ts';
import { startWorld } from '../support/start-world.ts';

// Stories of a dozen merges and reports each; on a busy machine each takes a minute.
t.setTimeout(900_000);

/** What each story is compared with; it is played once for all. */
let plainEnd: Promise<Snapshot> | undefined;
function readPlainEnd(): Promise<Snapshot> {
  plainEnd ??= takePlainEnd();
  return plainEnd;
}

t.test('every delivery twice, and all of them again at the end, end in the same state', async (t) => {
  const expected = await readPlainEnd();
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

t.test('every fifth delivery lost, with sweeps, ends in the same state', async (t) => {
  const expected = await readPlainEnd();
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
