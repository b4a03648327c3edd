import t from 'tap';
import { startWorld } from '../support/start-world.ts';

t.test("people's pull requests are validated and planned", async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, infra } = world;
  await alice.openIssue('/deploy hello-world to berlin');
  await world.settle();
  await alice.merge((await world.pulls())[0]?.number ?? 0);
  await world.settle();
  const desired = (await world.readFile('main', 'sites/berlin/desiredstate.yaml')) ?? '';

  await t.test('a sound change gets its plan', async (t) => {
    const head = await infra.commit(
      'Greet',
      { 'sites/berlin/desiredstate.yaml': desired.replace('value: Hello', 'value: Moin') },
      'greet',
    );
    const pull = await alice.openPull('greet', 'Greet otherwise');
    await world.settle();

    t.match(await world.statuses(head), [
      { context: 'colo/validate', state: 'success', creator: { login: 'colo-co[bot]' } },
    ]);
    const [comment] = await world.comments(pull);
    t.match(comment?.body, /Expected when this is merged/);
    t.match(comment?.body, /\*\*update-component\*\* hello-world \(update hello\)/);
    await world.co.sweep();
    await world.settle();
    t.equal((await world.statuses(head)).length, 1, 'no repeated posts');
    t.equal((await world.comments(pull)).length, 1);
  });

  // Fault 19
  await t.test('a package that is edited in place is refused, with file and line', async (t) => {
    await infra.git('fetch', '--quiet', 'origin');
    const listed = await infra.git('ls-tree', '-r', '--name-only', 'origin/main', 'packages');
    const path = listed.split('\n').find((each) => each.endsWith('run.sh')) ?? '';
    const head = await infra.commit(
      'Tamper',
      { [path]: '#!/bin/sh\nexec evil\n', 'sites/berlin/desiredstate.yaml': desired },
      'tamper',
    );
    const pull = await alice.openPull('tamper', 'Tamper');
    await world.settle();

    t.match(await world.statuses(head), [{ context: 'colo/validate', state: 'failure' }]);
    t.match((await world.comments(pull))[0]?.body, /colo\/validate.*error.*packages\/hello-world\//s);
  });

  await t.test('a pull request that touches nothing of the fleet passes without a word', async (t) => {
    const head = await infra.commit('Notes', { 'NOTES.md': 'hi\n' }, 'notes');
    const pull = await alice.openPull('notes', 'Notes');
    await world.settle();

    t.match(await world.statuses(head), [{ state: 'success', description: /touches no site/ }]);
    t.strictSame(await world.comments(pull), []);
  });
});
