import t from 'tap';
import { cloneRepository } from '../support/git-clone.ts';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

const file = 'sites/berlin/desiredstate.yaml';
const good = String(makeNothingDesired('berlin')[file]);
const bad = good.replace('site: berlin', 'site: paris');
const FAULT_LINE = 4;
const hosts = Array.from({ length: 6 }, (_, index) => `edge-0${index + 1}`);
const infra: Files = { ...makePolicy(), ...makeSite('berlin', hosts), [file]: good };

t.test('a fault is told at its line; the repair turns the pull request green, once', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const { alice } = world;
  const first = await world.infra.commit('Break it', { [file]: bad }, 'work');
  const pull = await alice.openPull('work', 'Work');
  await world.settle();

  t.match(await world.statuses(first), [{ context: 'colo/validate', state: 'failure' }]);
  const [remark] = await world.remarks(pull);
  t.match(remark, { path: file, line: FAULT_LINE, commit_id: first, user: { login: 'colo-co[bot]' } });
  t.match(remark?.body, /^\*\*`SITE_NAME_MISMATCH`\*\* the document is of site paris/);

  const before = world.requests.length;
  await world.redeliverAll();
  const other = await world.startCo();
  await Promise.all([world.co.sweep(), other.sweep()]);
  await world.settle();
  t.strictSame(await world.remarks(pull), [remark], 'nothing is said twice');
  const written = world.requests
    .slice(before)
    .filter(({ actor, kind, method }) => actor === 'colo-co[bot]' && kind === 'rest' && method !== 'GET');
  t.strictSame(
    written.filter(({ path }) => path !== '/graphql' && !path.includes('access_tokens')),
    [],
  );

  await t.test('a push that moves the line keeps the comment on it', async (t) => {
    const moved = await world.infra.commit('Explain', { [file]: `# Nothing yet.\n${bad}` }, 'work');
    await world.settle();

    t.match(await world.statuses(moved), [{ state: 'failure' }]);
    t.match(await world.remarks(pull), [{ id: remark?.id, line: FAULT_LINE + 1, commit_id: moved }]);
    t.equal((await world.remarks(pull)).length, 1);
  });

  const repaired = await world.infra.commit('Repair', { [file]: `# Nothing yet.\n${good}` }, 'work');
  await world.settle();
  await world.redeliverAll();
  await Promise.all([world.co.sweep(), other.sweep()]);
  await world.settle();

  t.match(await world.statuses(repaired), [{ context: 'colo/validate', state: 'success' }]);
  t.equal((await world.statuses(repaired)).length, 1, 'green, once');
  t.equal((await world.statuses(first)).length, 1, 'and red, once');
  t.strictSame(await world.remarks(pull), []);
  t.equal((await world.comments(pull)).length, 1);
});

t.test('several CO at the same time say a fault once', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const others = [await world.startCo(), await world.startCo()];
  await world.settle();
  await world.infra.commit('Break it', { [file]: bad }, 'work');
  const pull = await world.alice.openPull('work', 'Work');

  await Promise.all([world.co, ...others].map((co) => co.sweep()));
  await world.settle();

  t.match(await world.remarks(pull), [{ line: FAULT_LINE }]);
  t.equal((await world.remarks(pull)).length, 1);
});

t.test('a conversation stays, and says what became of the fault', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const { alice } = world;
  await world.infra.commit('Break it', { [file]: bad }, 'work');
  const pull = await alice.openPull('work', 'Work');
  await world.settle();
  const [remark] = await world.remarks(pull);
  const marker = remark?.body.split('\n').at(-1) ?? '';
  await alice.call('POST', `/pulls/${pull}/comments`, { body: 'Is it?', in_reply_to: remark?.id });
  const pasted = { body: `Mine.\n\n${marker}`, path: file, line: 1, commit_id: remark?.commit_id };
  await alice.call('POST', `/pulls/${pull}/comments`, pasted);

  const repaired = await world.infra.commit('Repair', { [file]: `${good}# Done.\n` }, 'work');
  await world.settle();

  const after = await world.remarks(pull);
  t.match(after[0]?.body, `**Fixed** in \`${repaired.slice(0, 10)}\`. It was:`);
  t.match(after[0]?.body, 'SITE_NAME_MISMATCH');
  t.match(after.slice(1), [{ body: 'Is it?' }, { body: pasted.body }], 'what people wrote is theirs');
  await world.co.sweep();
  await world.settle();
  t.strictSame(await world.remarks(pull), after);

  await world.infra.commit('Break it again', { [file]: bad }, 'work');
  await world.settle();

  const again = await world.remarks(pull);
  t.equal(again.length, 3);
  t.match(again[0]?.body, /^\*\*`SITE_NAME_MISMATCH`/);
  t.notMatch(again[0]?.body, 'Fixed');
});

t.test('a pull request from a fork gets the same, and nothing of it runs', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const { forge, mallory } = world;
  const fork = await forge.createRepository({ owner: 'mallory', name: 'infra' });
  const token = forge.addToken('mallory');
  const clone = await cloneRepository(fork.cloneUrl, token);
  t.teardown(() => clone.close());
  await clone.git('fetch', '--quiet', `${forge.url}/acme/infra.git`, 'main');
  await clone.git('push', '--quiet', 'origin', 'FETCH_HEAD:refs/heads/main');
  const push = (message: string, text: string) =>
    clone.commit(message, { [file]: text, 'run.sh': 'exit 1\n' }, 'work');
  const first = await push('Break it', bad);
  const opened = await mallory.call('POST', '/pulls', { title: 'x', head: 'mallory:work', base: 'main' });
  const number = Number(new Map(Object.entries(Object(opened))).get('number'));
  await world.settle();

  t.match(await world.statuses(first), [{ context: 'colo/validate', state: 'failure' }]);
  t.match(await world.remarks(number), [{ path: file, line: FAULT_LINE }]);

  const second = await push('Repair', `${good}# Done.\n`);
  await world.settle();
  await world.redeliverAll();

  t.match(await world.statuses(second), [{ state: 'success' }]);
  t.equal((await world.statuses(second)).length, 1);
  t.strictSame(await world.remarks(number), []);
});
