import t from 'tap';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

const file = 'sites/berlin/desiredstate.yaml';
const good = String(makeNothingDesired('berlin')[file]);
const bad = good.replace('site: berlin', 'site: paris');
const FAULT_LINE = 4;
const hosts = Array.from({ length: 6 }, (_, index) => `edge-0${index + 1}`);
const infra: Files = { ...makePolicy(), ...makeSite('berlin', hosts), [file]: good };

t.test(
  'a fault outside the lines of the diff stands on its file, and one outside its files in the comment',
  async (t) => {
    const world = await startWorld({ infra });
    t.teardown(() => world.close());
    const { alice } = world;
    const path = 'sites/berlin/site.yaml';
    const site = String(infra[path]);
    await world.infra.commit('A fault that is there', {
      [path]: site.replace('user: colo', 'user: "-lroot"'),
    });
    const broken = String(await world.readFile('main', path));
    await world.infra.commit('Far below', { [path]: `${broken}\n# The end\n` }, 'far');
    const far = await alice.openPull('far', 'Far');
    await world.infra.commit('Elsewhere', { [file]: `# Nothing\n${good}` }, 'elsewhere');
    const elsewhere = await alice.openPull('elsewhere', 'Elsewhere');
    await world.settle();

    const remarks = await world.remarks(far);
    t.match(remarks, [{ path, subject_type: 'file', body: /It is in line \d+, column \d+\./ }]);
    t.strictSame(await world.remarks(elsewhere), []);
    t.match((await world.comments(elsewhere))[0]?.body, /sites\/berlin\/site\.yaml:\d+:\d+: error/);
    await world.co.sweep();
    await world.settle();
    t.strictSame(await world.remarks(far), remarks);
  },
);

t.test('lines that the base moved meanwhile are found again', async (t) => {
  const world = await startWorld({ infra: { ...infra, [file]: `${'# free\n'.repeat(9)}${good}` } });
  t.teardown(() => world.close());
  const padded = String(await world.readFile('main', file));
  await world.infra.commit('Break it', { [file]: padded.replace('site: berlin', 'site: "@alice"') }, 'work');
  await world.infra.commit('Meanwhile', { [file]: `# one\n# two\n${padded}` });

  const pull = await world.alice.openPull('work', 'Work');
  await world.settle();

  const [remark] = await world.remarks(pull);
  t.match(remark, { line: FAULT_LINE + 9 }, 'the line at the head, not that of the merge');
  t.notMatch(remark?.body, /@alice/, 'nobody is called');
});

t.test('a line that the forge does not take', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const path = /\/pulls\/\d+\/comments$/;
  const refuse = (times: number, status = 422) =>
    world.forge.setFaults({ rest: [{ method: 'POST', path, status, times }] });
  await world.infra.commit('Break it', { [file]: bad }, 'work');

  refuse(1);
  const pull = await world.alice.openPull('work', 'Work');
  await world.settle();
  const remarks = await world.remarks(pull);
  t.match(remarks, [{ subject_type: 'file', body: /It is in line|line=4/ }], 'the file has it');
  await world.co.sweep();
  await world.settle();
  t.strictSame(await world.remarks(pull), remarks, 'and keeps it');

  refuse(9, 403);
  const next = await world.infra.commit(
    'More',
    { [file]: `${bad}# more\n`, 'sites/berlin/x.yaml': 'x\n' },
    'b',
  );
  await world.alice.openPull('b', 'Locked');
  await world.settle();
  t.match(await world.statuses(next), [{ state: 'failure' }], 'what must be said is said');
});

t.test('at most twenty faults stand on the diff; the comment has them all', async (t) => {
  const world = await startWorld({ infra });
  t.teardown(() => world.close());
  const deployments = Array.from({ length: 30 }, (_, index) => `    - wrong${index}: true\n`).join('');
  const text = good.replace('deployments: []\n', `deployments:\n${deployments}`);
  await world.infra.commit('Many', { [file]: text }, 'work');

  const pull = await world.alice.openPull('work', 'Work');
  await world.settle();

  const remarks = await world.remarks(pull);
  t.equal(remarks.length, 20);
  t.equal(new Set(remarks.map(({ body }) => body.split('\n').at(-1))).size, 20);
  t.match((await world.comments(pull))[0]?.body, '20 of them stand at their lines.');
});
