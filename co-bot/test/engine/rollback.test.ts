import t from 'tap';
import { makePackage } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test('rollback, hold and updates', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, apps } = world;
  const merge = async (title: RegExp) => {
    await world.settle();
    const pull = (await world.pulls('open')).find((each) => title.test(each.title));
    t.ok(pull, `there is a pull request ${title}`);
    await alice.merge(pull?.number ?? 0);
    await world.settle();
  };
  const read = () => world.readFile('main', 'sites/paris/desiredstate.yaml');
  await alice.openIssue('/deploy hello-world@1.0 to paris track ^1.0');
  await merge(/^Deploy hello-world 1\.0 to paris$/);

  await t.test('a new version of a tracked range is proposed', async (t) => {
    await apps.commit('hello-world 1.1', makePackage({ version: '1.1', script: 'exec sleep 1100\n' }));
    await merge(/^Update hello-world to 1\.1 on paris$/);

    t.match(await read(), /version: "1\.1"/);
  });

  await t.test('a plain revert is never undone by automation', async (t) => {
    await world.infra.git('fetch', '--quiet', 'origin');
    await world.infra.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    await world.infra.git(
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b.c',
      'revert',
      '--no-edit',
      '-m',
      '1',
      'HEAD',
    );
    await world.infra.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
    await world.settle();
    await world.co.sweep();
    await world.settle();

    t.match(await read(), /version: "1\.0"/);
    t.strictSame(await world.pulls('open'), []);
  });

  await t.test('/rollback brings the values and the package back, with a hold', async (t) => {
    const issue = await alice.openIssue('/deploy hello-world@1.1 to paris set greeting=Hi');
    await merge(/^Deploy hello-world 1\.1 to paris$/);
    await alice.comment(issue, '/rollback');
    await merge(/^Roll back the change/);

    const desired = await read();
    t.match(desired, /version: "1\.0"/);
    t.match(desired, /value: Hello/);
    t.match(desired, /hold:\n\s+reason: rolled back by alice\n\s+by: alice/);
  });

  await t.test('a hold keeps automation away until /resume', async (t) => {
    await apps.commit('hello-world 1.2', makePackage({ version: '1.2', script: 'exec sleep 1200\n' }));
    await world.settle();
    t.strictSame(await world.pulls('open'), []);

    await alice.openIssue('/resume hello-world on paris');
    await merge(/^Resume hello-world on paris$/);
    await merge(/^Update hello-world to 1\.2 on paris$/);

    t.match(await read(), /version: "1\.2"/);
  });

  await t.test('a new version that does not fit is logged, with the reasons, and not proposed', async (t) => {
    await apps.commit('hello-world 1.3', makePackage({ version: '1.3', type: 'compose' }));
    await world.settle();

    t.strictSame(await world.pulls('open'), []);
    const said = world.logs.filter((line) => line.includes('A newer version does not fit'));
    t.match(said, [/"version":"1\.3","refusals":\[.*compose/]);
  });

  await t.test('/rollback APP on SELECTOR, /hold and /remove', async (t) => {
    await alice.openIssue('/rollback hello-world on paris');
    await merge(/^Roll back hello-world on paris$/);
    t.match(await read(), /version: "1\.0"/);

    await alice.openIssue('/hold hello-world on paris because we count stock');
    await merge(/^Hold hello-world on paris$/);
    t.match(await read(), /reason: we count stock/);

    const issue = await alice.openIssue('/remove hello-world from paris');
    await merge(/^Remove hello-world from paris$/);
    t.match(await read(), /deployments: \[\]/);
    t.match(
      (await world.comments(issue))[0]?.body,
      /\| paris \| edge-03 \| hello-world 1\.0 \| removed \| pending \|/,
    );
  });

  await t.test('what is already so is nothing to do', async (t) => {
    await alice.openIssue('/deploy hello-world@1.0 to paris');
    await merge(/^Deploy hello-world 1\.0 to paris$/);
    const again = await alice.openIssue('/deploy hello-world@1.0 to paris');
    await world.settle();

    t.match((await world.comments(again))[0]?.body, /Nothing to do/);
    t.match(await world.issue(again), { state: 'closed', state_reason: 'not_planned' });
  });
});
