import t from 'tap';
import { makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test('/remove … purge', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, infra } = world;
  const PATH = 'sites/paris/desiredstate.yaml';
  const read = () => world.readFile('main', PATH);
  const find = async (title: RegExp) => {
    await world.settle();
    const pull = (await world.pulls('open')).find((each) => title.test(each.title));
    if (pull === undefined) throw new Error(`there is no pull request ${title}`);
    return pull;
  };
  const merge = async (title: RegExp) => {
    const pull = await find(title);
    await alice.merge(pull.number);
    await world.settle();
    return pull;
  };
  await alice.openIssue('/deploy hello-world@1.0 to paris');
  await merge(/^Deploy hello-world 1\.0 to paris$/);
  const deployed = (await read()) ?? '';

  await t.test('the plan says which data goes where, and the merge writes the tombstone', async (t) => {
    const issue = await alice.openIssue('/remove hello-world from paris purge');
    const { body } = await merge(/^Remove hello-world and its data from paris$/);

    t.match(body, /1 purge-app, 1 remove-app/);
    t.notMatch(body, /data is kept/);
    t.match(
      body,
      /- `edge-03` \*\*purge-app\*\* hello-world \(delete data\): all data of hello-world on edge-03 is deleted for good/,
    );
    t.match(
      await read(),
      /deployments: \[\]\n {2}purged:\n {4}- applicationId: hello-world\n {6}hosts:\n {8}- edge-03\n {6}epoch: 1$/,
    );
    t.match(
      (await world.comments(issue))[0]?.body,
      /\| paris \| edge-03 \| hello-world 1\.0 \| removed \| pending \|/,
    );
  });

  await t.test('a pull request that takes a purge back says that the data is gone', async (t) => {
    await infra.commit('Bring it back', { [PATH]: `${deployed}\n` }, 'back');
    const pull = await alice.openPull('back', 'Bring hello-world back');
    await world.settle();

    const [comment] = await world.comments(pull);
    t.match(comment?.body, /\*\*add-app\*\* hello-world/);
    t.match(
      comment?.body,
      /hello-world: its data was deleted by purge 1; it is gone, and this change does not bring it back/,
    );
    await alice.merge(pull);
    await world.settle();
    t.equal(await read(), deployed);
  });

  await t.test('the next purge is above every epoch that hosts may have come to', async (t) => {
    await alice.openIssue('/remove hello-world from paris:edge-03 purge');
    await merge(/^Remove hello-world and its data from paris$/);

    t.match(await read(), /epoch: 2$/);
  });

  await t.test('a tombstone outlives /rollback, /deploy and the removal after it', async (t) => {
    await alice.openIssue('/rollback hello-world on paris');
    await merge(/^Roll back hello-world on paris$/);
    t.match(await read(), /version: "1\.0"[\s\S]*purged:[\s\S]*epoch: 2$/);

    await alice.openIssue('/deploy hello-world@1.0 to paris set greeting=Hi');
    const { body } = await merge(/^Deploy hello-world 1\.0 to paris$/);
    t.notMatch(body, /purge-app|deleted/);
    await alice.openIssue('/remove hello-world from paris');
    t.notMatch((await merge(/^Remove hello-world from paris$/)).body, /purge-app/);

    t.match(await read(), /deployments: \[\]\n {2}purged:[\s\S]*epoch: 2$/);
  });

  await t.test('what was removed before is purged too, with a warning', async (t) => {
    await alice.openIssue('/remove hello-world from paris purge');
    const { body } = await merge(/^Remove hello-world and its data from paris$/);

    t.match(body, /hello-world is not deployed on edge-03; what data it left there is deleted/);
    t.match(await read(), /epoch: 3$/);
  });
});

t.test('who may not change an application may not purge it either', async (t) => {
  const rules = '  deploy:\n    - { users: [alice], applications: [hello-world] }\n';
  const world = await startWorld({ infra: { ...makePolicy(rules), ...makeSite('paris', ['edge-03']) } });
  t.teardown(() => world.close());
  const issue = await world.alice.openIssue('/remove other from paris purge');
  await world.alice.openIssue('/remove hello-world from paris purge');
  await world.settle();

  t.strictSame(
    (await world.pulls('open')).map(({ title }) => title),
    ['Remove hello-world and its data from paris'],
  );
  t.strictSame(await world.reactions(`/issues/${issue}`), ['eyes', '-1']);
});
