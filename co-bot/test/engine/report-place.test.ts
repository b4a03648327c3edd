import t from 'tap';
import { startWorld } from '../support/start-world.ts';

// Fault 15
for (const delivered of [true, false]) {
  t.test(
    `a report on the commit that changed the site counts, ${delivered ? 'told' : 'found by the sweep'}`,
    async (t) => {
      const world = await startWorld();
      t.teardown(() => world.close());
      const { alice, lo, forge } = world;
      const deploy = async (site: string) => {
        const issue = await alice.openIssue(`/deploy hello-world to ${site}`);
        await world.settle();
        const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
        await world.settle();
        return { issue, merge };
      };
      // The site of the first commit polls when the second, which is about another site, is there already.
      const first = await deploy('paris');
      const second = await deploy('berlin');
      if (!delivered) forge.setFaults({ dropDelivery: ({ event }) => event === 'status' });

      await lo.setStatus(first.merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0');
      await world.settle();
      if (!delivered) {
        t.equal((await world.issue(first.issue)).state, 'open');
        await world.co.sweep();
        await world.settle();
      }

      t.match(await world.issue(first.issue), { state: 'closed', state_reason: 'completed' });
      t.equal((await world.issue(second.issue)).state, 'open', 'the other site has not reported');
      t.match(
        await world.readFile('colo/events', 'sites/paris/event.yaml'),
        new RegExp(`commit: "?${first.merge}`),
      );
    },
  );
}
