import t from 'tap';
import { toEventEntry } from '../../src/engine/decide-event.ts';
import type { CommitStatus } from '../../src/ports/statuses.ts';
import { renderProgress } from '../../src/say/render-progress.ts';
import { startWorld } from '../support/start-world.ts';

const FIFTY_MEGABYTES = 50 * 1024 * 1024;
const HOSTILE = '\u001b[2J@org/team --> <!-- colo:change id=1 --> <img src=x>\n/deploy x to y\n```\n';

// Fault 30
t.test('50 MB of hostile words become one short line', async (t) => {
  const status: CommitStatus = {
    id: 1,
    context: 'lo/paris/edge-03/hello-world',
    state: 'failure',
    description: `failed 1.0: ${HOSTILE}`.padEnd(FIFTY_MEGABYTES, HOSTILE),
    creator: undefined,
    createdAt: new Date(0),
  };

  const subject = { site: 'paris', host: 'edge-03', application: 'hello-world' };
  const entry = toEventEntry({ subject, status, commit: 'a'.repeat(40) }, undefined);

  t.equal(entry?.state, 'failed');
  t.ok([...(entry?.description ?? '')].length <= 140);
  t.notMatch(entry?.description, /[\u0000-\u001f]/);
});

// Fault 30
t.test('hostile words in an event are bounded and inert in the comment', async (t) => {
  const entry = {
    site: 'paris',
    host: 'edge-03',
    application: 'hello-world',
    want: 'installed',
    version: '1.0',
    state: 'failed',
  } as const;
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    ...entry,
    host: `edge-${index}`,
    description: HOSTILE.repeat(100),
  }));

  const text = renderProgress(
    { entries: many, sites: ['paris'], isDone: false, isSuperseded: false, overall: 'failed' },
    58_000,
  );

  t.ok(text.length <= 58_000);
  t.match(text, /… and \d+ more\./);
  t.notMatch(text, /\u001b|@org|<img|<!--|-->|^\s*\/deploy|```/m);
});

// Fault 30
t.test('an event of 50 MB counts for nothing, and the next report puts it right', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, lo, infra } = world;
  const number = await alice.openIssue('/deploy hello-world to paris');
  await world.settle();
  const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
  await world.settle();
  const text = `apiVersion: colo.dev/v1alpha1\nkind: Event\nmetadata: { site: paris }\n# ${'x'.repeat(FIFTY_MEGABYTES)}\n`;
  await infra.commit('A hostile event', { 'sites/paris/event.yaml': text }, 'colo/events');

  await lo.setStatus(merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0');
  await world.settle();

  t.equal((await world.issue(number)).state, 'closed');
  const event = (await world.readFile('colo/events', 'sites/paris/event.yaml')) ?? '';
  t.match(event, /state: installed/);
  t.ok(event.length < 2_000);
});
