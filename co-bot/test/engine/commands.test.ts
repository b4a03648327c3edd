import t from 'tap';
import { makePackage, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test('commands that do not count change nothing', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, mallory, forge } = world;

  await t.test('without permission there is a reaction and no word', async (t) => {
    const number = await mallory.openIssue('/deploy hello-world to berlin');
    const comment = await mallory.comment(number, '/deploy hello-world to berlin');
    await world.settle();

    t.strictSame(await world.pulls(), []);
    t.equal((await world.comments(number)).length, 1, 'only the one of mallory');
    t.strictSame(await world.reactions(`/issues/comments/${comment}`), ['-1']);
  });

  // Fault 28
  await t.test('a comment edited into a command is not one, with or without its webhook', async (t) => {
    forge.setFaults({ dropDelivery: () => true });
    const number = await alice.openIssue('Just words');
    const comment = await alice.comment(number, 'more words');
    await alice.editComment(comment, '/deploy hello-world to berlin');
    forge.setFaults({});
    await world.co.sweep();
    await world.settle();

    t.strictSame(await world.pulls(), []);
    t.equal((await world.comments(number)).length, 1);
  });

  await t.test('when GitHub cannot say whether it was edited, it counts as edited', async (t) => {
    forge.setFaults({ rest: [{ path: '/graphql', status: 502, times: Number.POSITIVE_INFINITY }] });
    const number = await alice.openIssue('/deploy hello-world to berlin');
    await world.settle();

    t.strictSame(await world.pulls(), []);
    t.strictSame(await world.comments(number), []);
    forge.setFaults({ dropDelivery: () => true });
    await alice.call('PATCH', `/issues/${number}`, { body: 'never mind' });
    forge.setFaults({});
  });

  await t.test('what is not understood is answered once, with the word and the usage', async (t) => {
    const number = await alice.openIssue('A question');
    await alice.comment(number, '/deply hello-world to berlin');
    await alice.comment(number, '/deploy hello-world to @org/team');
    await alice.comment(number, '/help');
    await world.settle();
    await world.co.sweep();

    const bodies = (await world.comments(number)).slice(3).map(({ body }) => body);
    t.equal(bodies.length, 3);
    t.match(bodies[0], /Did you mean "\/deploy"\?/);
    t.match(bodies[1], /does not fit here/);
    t.match(bodies[1], '/deploy APP[@VERSION] to SELECTOR');
    t.notMatch(bodies[1], /@org/, 'nobody is mentioned');
    t.match(bodies[2], /\*\*rollback\*\*/);
    t.strictSame(await world.pulls(), []);
  });

  await t.test('what cannot be is refused with every reason, and nothing is written', async (t) => {
    const before = await world.apps.commit(
      'Add a compose app',
      makePackage({ id: 'boxed', type: 'compose' }),
    );
    t.ok(before);
    await world.settle();
    const boxed = await alice.openIssue('/deploy boxed to *');
    const nowhere = await alice.openIssue('/deploy hello-world to atlantis');
    const unknown = await alice.openIssue('/deploy hello-wolrd to berlin');
    const alone = await alice.openIssue('/rollback');
    await world.settle();

    const [refused] = await world.comments(boxed);
    t.match(refused?.body, /\*\*berlin\*\*.*compose/s);
    t.match(refused?.body, /\*\*paris\*\*.*compose/s);
    t.match((await world.comments(nowhere))[0]?.body, /SELECTOR\\?_MATCHES\\?_NOTHING/);
    t.match((await world.comments(unknown))[0]?.body, /Did you mean hello-world\?/);
    const [meant] = await world.comments(alone);
    t.match(meant?.body, /alone is about the merged change of its thread/);
    t.match(meant?.body, '/rollback APP on SELECTOR');
    t.strictSame(await world.pulls(), []);
    await world.co.sweep();
    t.equal((await world.comments(boxed)).length, 1, 'refused once');
  });
});

// Fault 28
t.test('a year-old command at installation does nothing', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  world.forge.setFaults({ dropDelivery: () => true });
  const number = await world.alice.openIssue('/deploy hello-world to berlin');
  const later = await world.startCo({ now: () => new Date(Date.now() + 365 * 86_400_000) });

  await later.sweep();

  t.strictSame(await world.pulls(), []);
  t.strictSame(await world.comments(number), []);
});

t.test('rules of colo.yaml say who may deploy what, teams included', async (t) => {
  const rules = '  deploy:\n    - { teams: [acme/ops], sites: [berlin] }\n';
  const sites = { ...makeSite('berlin', ['edge-01']), ...makeSite('paris', ['edge-03']) };
  const world = await startWorld({ infra: { ...makePolicy(rules), ...sites } });
  t.teardown(() => world.close());
  const { alice, forge } = world;

  const outside = await alice.openIssue('/deploy hello-world to berlin');
  await world.settle();
  t.strictSame(await world.pulls(), []);
  t.strictSame(await world.comments(outside), [], 'no word, though alice is an admin');
  t.ok((await world.reactions(`/issues/${outside}`)).includes('-1'));

  forge.createTeam('acme', 'ops', ['alice']);
  const elsewhere = await alice.openIssue('/deploy hello-world to *');
  await world.settle();
  t.strictSame(await world.pulls(), [], 'one site that is not allowed refuses all');
  t.ok((await world.reactions(`/issues/${elsewhere}`)).includes('-1'));

  await alice.openIssue('/deploy hello-world to berlin');
  await world.settle();
  t.match(await world.pulls(), [{ title: 'Deploy hello-world 1.0 to berlin' }]);
});
