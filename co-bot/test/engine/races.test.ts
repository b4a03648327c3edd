import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test('a report that comes while the reports of its commit are read is not lost', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, lo } = world;
  await alice.openIssue('/deploy hello-world to berlin');
  await world.settle();
  const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
  await world.settle();
  const send = globalThis.fetch;
  t.teardown(() => {
    globalThis.fetch = send;
  });
  let late: Promise<void> | undefined;
  globalThis.fetch = async (input, init) => {
    const answer = await send(input, init);
    const agent = new Headers(init?.headers).get('user-agent') ?? '';
    if (
      late === undefined &&
      agent.includes('probot') &&
      String(input).includes(`/commits/${merge}/statuses`)
    ) {
      // Between CO's request and what CO makes of it, and told to CO before it goes on.
      late = lo.setStatus(merge, 'lo/berlin/edge-02/hello-world', 'success', 'installed 1.0');
      await late;
      await world.forge.idle();
    }
    return answer;
  };

  await lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'success', 'installed 1.0');
  await world.settle();

  t.ok(late, 'the second report came in between');
  const event = (await world.readFile('colo/events', 'sites/berlin/event.yaml')) ?? '';
  t.equal(event.match(/state: installed/g)?.length, 2);
});

t.test(
  'a merge between the fetch and the look at its pull request is no merge that went astray',
  async (t) => {
    const world = await startWorld();
    t.teardown(() => world.close());
    const { alice, forge } = world;
    const issue = await alice.openIssue('/deploy hello-world to paris');
    await world.settle();
    const number = (await world.pulls('open'))[0]?.number ?? 0;
    const send = globalThis.fetch;
    t.teardown(() => {
      globalThis.fetch = send;
    });
    let merge: string | undefined;
    globalThis.fetch = async (input, init) => {
      const agent = new Headers(init?.headers).get('user-agent') ?? '';
      if (merge === undefined && agent.includes('probot') && String(input).endsWith(`/pulls/${number}`)) {
        merge = '';
        merge = await alice.merge(number);
      }
      return send(input, init);
    };
    forge.setFaults({ dropDelivery: () => true });

    await world.co.sweep();
    await world.settle();

    const [comment] = await world.comments(issue);
    t.match(comment?.body, `was merged as ${merge}`);
    t.match(comment?.body, /0 of 1 done: 1 pending/);
  },
);
