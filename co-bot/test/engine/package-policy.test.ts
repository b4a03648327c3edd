import { createHash } from 'node:crypto';
import { digestPackage } from '@colo/schemas/digests';
import t from 'tap';
import { type Files, makePackage, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

const folder = 'apps/greedy';
const sound = makePackage({ id: 'greedy', type: 'compose' });
const greedy = {
  ...sound,
  [`${folder}/compose.yaml`]: `${sound[`${folder}/compose.yaml`] ?? ''}    privileged: true\n`,
};

/** The package as CO would copy it into the infra repo. */
function copyPackage(files: Files): Files {
  const entries = Object.entries(files).map(([path, text]) => [path.slice(folder.length + 1), text] as const);
  const facts = entries.map(([path, text]) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { path, mode: '100644' as const, sha256, size: Buffer.byteLength(text) };
  });
  const digest = digestPackage(facts.sort((one, other) => (one.path < other.path ? -1 : 1)));
  const target = `packages/greedy/${digest.replace('sha256:', '')}`;
  return Object.fromEntries(entries.map(([path, text]) => [`${target}/${path}`, text]));
}

t.test('what a package asks of hosts is judged by the policy of the default branch', async (t) => {
  const sites = Object.fromEntries(
    Object.entries(makeSite('berlin', ['edge-01'])).map(([path, text]) => [
      path,
      text.replace('[process]', '[compose]'),
    ]),
  );
  const world = await startWorld({ infra: { ...makePolicy(), ...sites }, apps: greedy });
  t.teardown(() => world.close());
  const allowing = makePolicy('  packages: {privileged: allow}\n');

  await t.test('a deploy of a refused package makes no pull request, and the reply says why', async (t) => {
    const number = await world.alice.openIssue('/deploy greedy to berlin');
    await world.settle();

    t.same(await world.pulls(), []);
    t.match((await world.comments(number))[0]?.body, /MARGO_COMPOSE_PRIVILEGED/);
  });

  await t.test('a pull request does not loosen the policy that judges it', async (t) => {
    const head = await world.infra.commit('Loosen', { ...allowing, ...copyPackage(greedy) }, 'loosen');
    await world.alice.openPull('loosen', 'Loosen');
    await world.settle();

    t.match(await world.statuses(head), [
      {
        context: 'colo/validate',
        state: 'failure',
        description: /compose\.yaml:5: MARGO_COMPOSE_PRIVILEGED/,
      },
    ]);
  });

  await t.test(
    'where the policy allows it, it is deployed, with the warnings in the pull request',
    async (t) => {
      await world.infra.commit('Allow it', allowing);
      await world.alice.openIssue('/deploy greedy to berlin');
      await world.settle();

      const pull = (await world.pulls('open')).find(({ title }) => title.startsWith('Deploy greedy'));
      t.match(pull?.body, /compose\.yaml:3:12: warning MARGO.*UNPINNED/);
      t.match(await world.statuses(pull?.head.sha ?? ''), [{ context: 'colo/validate', state: 'success' }]);
    },
  );
});
