import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { narrateNothing } from '../../src/demo/narrate-to-terminal.ts';
import type { StepResult } from '../../src/demo/step.ts';
import { playStory, story } from '../../src/demo/story.ts';
import type { LastHost } from '../../src/world/choose-last-host.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';
import { listSecretForms, readPlaces } from '../support/find-secrets.ts';
import { takeSettledSnapshot } from '../support/take-snapshot.ts';
import { watchArguments } from '../support/watch-arguments.ts';

// Two whole stories; a busy machine takes a while.
t.setTimeout(1_800_000);

const SECRET = 'canary-webhook-secret-8c41d0';
const SWEEP_SECONDS = 2;
const QUIET_MS = 5000;

/** Containers are the demo's part; deliveries are the same without them, and two stories are enough to wait for. */
const PLAIN_HOST: LastHost = {
  runtime: 'process',
  reason: 'The story of the tests runs plain processes.',
  environment: {},
  stop: () => Promise.resolve(),
};

async function openWorld(t: Test, options: Partial<WorldOptions> = {}): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'colo-story-'));
  const world = await createWorld({
    root,
    lastHost: PLAIN_HOST,
    sweepSeconds: SWEEP_SECONDS,
    webhookSecret: SECRET,
    ...options,
  });
  t.teardown(() => closeWorld(world));
  return world;
}

const closed = new Set<World>();

/** Ends everything in a world, once. */
async function closeWorld(world: World): Promise<void> {
  if (closed.has(world)) return;
  closed.add(world);
  await world.close();
  await rm(world.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Plays the whole story; every step must hold. */
async function play(t: Test, world: World): Promise<readonly StepResult[]> {
  const results = await playStory(world, narrateNothing());
  const failed = results.flatMap(({ title, checks }) =>
    checks.filter(({ ok }) => !ok).map((check) => ({ title, ...check })),
  );
  t.strictSame(failed, [], 'every check of the story holds');
  t.equal(results.length, story.length, 'the story comes to its end');
  return results;
}

t.test('the main job from end to end, with deliveries that come twice and that never come', async (t) => {
  const world = await openWorld(t);
  const processes = watchArguments();
  t.teardown(() => processes.stop());
  const results = await play(t, world);
  const argumentsSeen = await processes.stop();
  const expected = await takeSettledSnapshot(world, QUIET_MS);

  await t.test('each step says what it asserted, and each merge how long it took', async (t) => {
    for (const { name, checks } of results) t.ok(checks.length > 0, `${name} asserts something`);
    const timed = results.filter(({ mergeToInstalledMs }) => mergeToInstalledMs !== undefined);
    t.strictSame(
      timed.map(({ name }) => name),
      ['deploy', 'parameter', 'upgrade', 'break', 'revert'],
    );
  });

  await t.test('what is compared below is there', async (t) => {
    t.ok(expected.threads.some((text) => /^#1 state: closed/u.test(text)));
    t.ok(expected.statuses.some((text) => /lo\/eu\/munich\/edge-01\/hello-world success/u.test(text)));
    t.ok(expected.statuses.some((text) => /lo\/berlin\/edge-01\/hello-world failure/u.test(text)));
    t.ok(expected.refs.some((text) => /refs\/heads\/colo\/events sites\/berlin\/event\.yaml/u.test(text)));
    t.ok(expected.refs.some((text) => /refs\/tags\/hello-world@1\.2 /u.test(text)));
  });

  await t.test('a second delivery of every webhook changes nothing', async (t) => {
    const before = [...world.forge.deliveries()];
    for (const { id } of before) await world.forge.redeliver(id);

    const after = await takeSettledSnapshot(world, QUIET_MS);

    t.ok(before.length > 50, `${before.length} deliveries`);
    t.strictSame(after, expected);
  });

  // Fault 31.
  await t.test('no secret shows in files, Git, conversations or arguments', async (t) => {
    const forms = await listSecretForms(world, [SECRET]);
    const leaks: string[] = [];
    let places = 0;
    for await (const [place, text] of readPlaces(world)) {
      places += 1;
      if (forms.some((form) => text.includes(form))) leaks.push(place);
    }
    for (const text of argumentsSeen)
      if (forms.some((form) => text.includes(form))) leaks.push(text.slice(0, 100));

    t.strictSame(leaks, []);
    t.ok(forms.length > 20 && places > 50, `${forms.length} forms of secrets, ${places} places`);
    t.ok(
      [...argumentsSeen].some((text) => text.includes('lo.js')),
      'processes of colo were seen',
    );
  });

  await t.test('a run with every fifth delivery lost ends the same', async (t) => {
    // One world at a time: its daemons and programs would only slow the other.
    await closeWorld(world);
    let lost = 0;
    const lossy = await openWorld(t, {
      faults: {
        dropDelivery: (_, n) => {
          if (n % 5 === 0) lost += 1;
          return n % 5 === 0;
        },
      },
    });
    await play(t, lossy);

    const end = await takeSettledSnapshot(lossy, QUIET_MS);

    t.ok(lost > 10, `${lost} deliveries were lost`);
    t.strictSame(end, expected);
  });
});
