import t from 'tap';
import { startWorld } from '../support/start-world.ts';

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
