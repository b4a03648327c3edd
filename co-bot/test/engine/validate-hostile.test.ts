import t from 'tap';
import { makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test('colo/validate refuses what a site could not use, or must not', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, infra } = world;
  await alice.openIssue('/deploy hello-world to berlin');
  await world.settle();
  await alice.merge((await world.pulls())[0]?.number ?? 0);
  await world.settle();
  const file = 'sites/berlin/desiredstate.yaml';
  const desired = (await world.readFile('main', file)) ?? '';
  let count = 0;

  /** The status and the comment that a person's pull request with this file gets. */
  async function propose(path: string, text: string | undefined) {
    count += 1;
    const branch = `try-${count}`;
    const head = await infra.commit(`Try ${count}`, { [path]: text }, branch);
    const pull = await alice.openPull(branch, `Try ${count}`);
    await world.settle();
    const [status] = await world.statuses(head);
    return { status, body: (await world.comments(pull))[0]?.body ?? '' };
  }

  // Fault 18
  const unreadable: readonly (readonly [string, string | undefined])[] = [
    ['empty', ''],
    ['deleted', undefined],
    ['cut off', desired.slice(0, desired.indexOf('applicationId') + 5)],
    ['of another kind', 'null\n'],
    ['with a key that nobody knows', `${desired}extra: true\n`],
  ];
  for (const [name, text] of unreadable) {
    await t.test(`a desired state that is ${name}`, async (t) => {
      const { status, body } = await propose(file, text);

      t.match(status, { context: 'colo/validate', state: 'failure' });
      t.match(body, /sites\/berlin\/desiredstate\.yaml:\d+:\d+: error `[A-Z_]+`/);
    });
  }

  // Fault 27
  const [[path, site] = ['', '']] = Object.entries(makeSite('berlin', ['edge-01', 'edge-02']));
  const injections: readonly (readonly [string, string])[] = [
    ['address: 127.0.0.1', 'address: "-oProxyCommand=touch x"'],
    ['user: colo', 'user: a b'],
    ['address: 127.0.0.1', 'address: $(id)'],
    ['name: edge-01', 'name: $(id)'],
    ['user: colo', 'user: "-lroot"'],
  ];
  for (const [from, to] of injections) {
    await t.test(`a host with ${to}`, async (t) => {
      const line = site.split('\n').findIndex((each) => each.includes(from)) + 1;

      const { status, body } = await propose(path, site.replace(from, to));

      t.match(status, { context: 'colo/validate', state: 'failure' });
      t.match(body, new RegExp(`sites/berlin/site\\.yaml:${line}:\\d+: error`), 'file, line and column');
    });
  }

  t.equal(await world.readFile('main', file), desired, 'nothing was changed');
});
