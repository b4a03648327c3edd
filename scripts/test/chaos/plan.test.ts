import t from 'tap';
import { parseChaosOptions } from '../../src/chaos/chaos-options.ts';
import { describePlan, drawPlan, type Plan, type StepKind } from '../../src/chaos/plan.ts';
import { shrinkPlan } from '../../src/chaos/shrink-plan.ts';

const OPTIONS = { runtime: 'mixed', isolated: true } as const;
const SEEDS = Array.from({ length: 300 }, (_, index) => index + 1);

t.test('a seed stands for one plan', async (t) => {
  t.strictSame(drawPlan(7, OPTIONS), drawPlan(7, OPTIONS));
  t.equal(new Set(SEEDS.map((seed) => describePlan(drawPlan(seed, OPTIONS)))).size, SEEDS.length);
});

t.test('every fault is drawn, with both runtimes', async (t) => {
  const plans = SEEDS.map((seed) => drawPlan(seed, OPTIONS));
  const kinds = new Set(plans.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  const all: Readonly<Record<StepKind, true>> = {
    commit: true,
    wait: true,
    settle: true,
    'kill-lo': true,
    'start-lo': true,
    'kill-jobs': true,
    'kill-programs': true,
    'kill-engine': true,
    'cut-link': true,
    'mend-link': true,
    reboot: true,
    'change-host-key': true,
    'fill-disk': true,
    'free-disk': true,
    'damage-host': true,
    'damage-state': true,
    'restore-records': true,
    'lose-records': true,
    'restore-state': true,
    'lose-state': true,
    'refuse-reports': true,
    'expire-token': true,
    'renew-token': true,
    'jump-clock': true,
    'start-second-lo': true,
    'stop-second-lo': true,
  };
  t.strictSame([...kinds].sort(), Object.keys(all).sort());
  const compose = plans.filter(({ runtime }) => runtime === 'compose');
  t.ok(compose.length > SEEDS.length / 10);
  t.notOk(compose.some(({ steps }) => steps.some(({ kind }) => kind === 'reboot')));
});

t.test('where hosts have no processes of their own, none is rebooted, and no disk is filled', async (t) => {
  const plans = SEEDS.map((seed) => drawPlan(seed, { ...OPTIONS, isolated: false }));
  const kinds = new Set(plans.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  t.same(
    ['reboot', 'fill-disk', 'free-disk', 'kill-jobs'].map((kind) => [...kinds].some((each) => each === kind)),
    [false, false, false, true],
  );
});

t.test('the last commit wants what can run', async (t) => {
  for (const seed of SEEDS) {
    const last = drawPlan(seed, OPTIONS).steps.at(-1);
    t.ok(last?.kind === 'commit' && last.wishes.every(({ kind }) => kind === 'good'), `seed ${seed}`);
  }
});

t.test('a plan shrinks to the steps that it fails for', async (t) => {
  const plan: Plan = {
    ...drawPlan(1, OPTIONS),
    steps: [
      { kind: 'commit', wishes: [] },
      { kind: 'kill-lo' },
      { kind: 'wait', ms: 1 },
      { kind: 'start-lo' },
      { kind: 'wait', ms: 2 },
      { kind: 'lose-state' },
      { kind: 'wait', ms: 3 },
      { kind: 'commit', wishes: [] },
    ],
  };
  let played = 0;
  const smallest = await shrinkPlan(plan, async ({ steps }) => {
    played += 1;
    const kinds = steps.map(({ kind }) => kind);
    return kinds.includes('kill-lo') && kinds.includes('lose-state');
  });
  t.same(
    smallest.steps.map(({ kind }) => kind),
    ['commit', 'kill-lo', 'lose-state', 'commit'],
  );
  t.ok(played < 20, `${played} plans were played for it`);
});

t.test('arguments are checked', async (t) => {
  t.match(parseChaosOptions(['--runs', '3', '--seed', '9', '--jobs', '2', '--shrink']), {
    runs: 3,
    seed: 9,
    jobs: 2,
    shrink: true,
    again: false,
    runtime: 'mixed',
  });
  for (const args of [['--runs', '0'], ['--seed', 'x'], ['--runtime', 'helm'], ['--what'], ['3']])
    t.throws(() => parseChaosOptions(args), { code: 'USAGE' }, args.join(' '));
});
