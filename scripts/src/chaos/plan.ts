import { createRandom, type Random } from '../edge-host/random.ts';

/** A version of an application: one that runs, one that never becomes healthy, or one that ends soon after its start. */
export type Kind = 'good' | 'sick' | 'crash';

/** An application that a commit wants on some hosts. */
export interface Wish {
  readonly application: string;
  readonly version: number;
  readonly kind: Kind;
  readonly hosts: readonly string[];
}

/** How one file is damaged. */
export const DAMAGES = ['flip', 'cut', 'delete', 'older'] as const;
export type Damage = (typeof DAMAGES)[number];

/** Which records are lost: of all components; the slot of one; its attempts; what its runtime keeps. */
export const LOSSES = ['slots', 'slot', 'attempts', 'run'] as const;
export type Loss = (typeof LOSSES)[number];

/** One thing that happens. What lasts (a cut link, a full disk) is undone by another step, or at the end of the plan. */
export type Step =
  | { readonly kind: 'commit'; readonly wishes: readonly Wish[] }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Waits until LO says that all is as desired; then copies of all files are kept as the older ones. */
  | { readonly kind: 'settle' }
  | { readonly kind: 'kill-lo' }
  | { readonly kind: 'start-lo' }
  | { readonly kind: 'kill-jobs'; readonly host: string }
  | { readonly kind: 'kill-programs'; readonly host: string }
  | { readonly kind: 'kill-engine' }
  | { readonly kind: 'cut-link'; readonly host: string }
  | { readonly kind: 'mend-link'; readonly host: string }
  | { readonly kind: 'reboot'; readonly host: string }
  /** The next commit has the new key in the inventory. */
  | { readonly kind: 'change-host-key'; readonly host: string }
  | { readonly kind: 'fill-disk'; readonly host: string }
  | { readonly kind: 'free-disk'; readonly host: string }
  /** `pick` chooses among the files there are, by its remainder. */
  | { readonly kind: 'damage-host'; readonly host: string; readonly pick: number; readonly damage: Damage }
  | { readonly kind: 'damage-state'; readonly pick: number; readonly damage: Damage }
  | { readonly kind: 'restore-records'; readonly host: string }
  /** Folders of records go, of all components of a host or of one, which `pick` chooses. */
  | { readonly kind: 'lose-records'; readonly host: string; readonly pick: number; readonly what: Loss }
  | { readonly kind: 'restore-state' }
  | { readonly kind: 'lose-state' }
  | { readonly kind: 'refuse-reports'; readonly status: number; readonly times: number }
  /** The token with which LO reads the infra repo and reports. A new one lies in its file with `renew-token`. */
  | { readonly kind: 'expire-token' }
  | { readonly kind: 'renew-token' }
  /** Years from the present; the clock stays so. */
  | { readonly kind: 'jump-clock'; readonly of: (typeof CLOCKS)[number]; readonly years: number }
  | { readonly kind: 'start-second-lo' }
  | { readonly kind: 'stop-second-lo' };

export type StepKind = Step['kind'];

export interface Plan {
  readonly seed: number;
  readonly runtime: 'process' | 'compose';
  readonly hosts: readonly string[];
  readonly steps: readonly Step[];
}

export interface PlanOptions {
  /** `mixed`: drawn, one plan in six is of containers. */
  readonly runtime: 'process' | 'compose' | 'mixed';
  /** False where hosts have no processes and mounts of their own: no reboot, no full disk. */
  readonly isolated: boolean;
}

const APPLICATIONS = ['shop', 'till'];
const CLOCKS = ['lo', 'hosts'] as const;
const LONGEST_WAIT_MS = 2500;
const FEWEST_FAULTS = 3;
const MOST_FAULTS = 8;

/** What a seed stands for: the same plan every time, whatever machine it runs on. */
export function drawPlan(seed: number, options: PlanOptions): Plan {
  const random = createRandom(seed);
  // Drawn in any case, so that what follows does not depend on the options.
  const compose = random.below(6) === 0;
  const runtime = options.runtime === 'mixed' ? (compose ? 'compose' : 'process') : options.runtime;
  // Containers of all hosts are those of one engine.
  const hosts = runtime === 'compose' ? ['edge-01'] : ['edge-01', 'edge-02'];
  const versions = { next: 1 };
  const steps: Step[] = [
    { kind: 'commit', wishes: drawWishes(random, hosts, versions, true) },
    { kind: 'settle' },
  ];
  const count = FEWEST_FAULTS + random.below(MOST_FAULTS - FEWEST_FAULTS + 1);
  for (let index = 0; index < count; index += 1) {
    if (random.below(2) === 0)
      steps.push({ kind: 'commit', wishes: drawWishes(random, hosts, versions, false) });
    if (random.below(3) > 0) steps.push({ kind: 'wait', ms: random.below(LONGEST_WAIT_MS) });
    steps.push(...drawFault(random, hosts).filter((step) => isPossible(step, runtime, options.isolated)));
    if (random.below(5) === 0) steps.push({ kind: 'settle' });
  }
  steps.push({ kind: 'commit', wishes: drawWishes(random, hosts, versions, true) });
  return { seed, runtime, hosts, steps };
}

/** Every commit has versions of its own, so that what runs tells which commit it is from. */
function drawWishes(
  random: Random,
  hosts: readonly string[],
  versions: { next: number },
  allGood: boolean,
): readonly Wish[] {
  const version = versions.next;
  versions.next += 1;
  return APPLICATIONS.flatMap((application, index): readonly Wish[] => {
    const kinds = [random.below(6), random.below(8)];
    // The second application comes and goes.
    if (index > 0 && kinds[0] === 0) return [];
    const kind: Kind = allGood || (kinds[1] ?? 0) > 1 ? 'good' : kinds[1] === 0 ? 'sick' : 'crash';
    const on = index === 0 || random.below(2) === 0 ? hosts : hosts.slice(0, 1);
    return [{ application, version, kind, hosts: on }];
  });
}

function isPossible({ kind }: Step, runtime: Plan['runtime'], isolated: boolean): boolean {
  if (kind === 'kill-engine') return runtime === 'compose';
  // Containers live outside of their host's processes.
  if (kind === 'reboot') return isolated && runtime === 'process';
  return isolated || (kind !== 'fill-disk' && kind !== 'free-disk');
}

function drawFault(random: Random, hosts: readonly string[]): readonly Step[] {
  const host = random.pick(hosts);
  const pick = random.below(100_000);
  const damage = random.pick(DAMAGES);
  const wait: Step = { kind: 'wait', ms: random.below(LONGEST_WAIT_MS) };
  const down: Step = { kind: 'kill-lo' };
  const up: Step = { kind: 'start-lo' };
  return random.pick<readonly Step[]>([
    [down, wait, up],
    [{ kind: 'kill-jobs', host }],
    [{ kind: 'kill-programs', host }],
    [{ kind: 'kill-engine' }],
    [{ kind: 'cut-link', host }, wait, { kind: 'mend-link', host }],
    [{ kind: 'reboot', host }],
    [{ kind: 'reboot', host }, { kind: 'kill-lo' }, up],
    [{ kind: 'fill-disk', host }, wait, { kind: 'free-disk', host }],
    [{ kind: 'damage-host', host, pick, damage }],
    [
      { kind: 'damage-host', host, pick, damage },
      { kind: 'kill-programs', host },
    ],
    [
      { kind: 'damage-host', host, pick, damage },
      { kind: 'reboot', host },
    ],
    [down, { kind: 'damage-state', pick, damage }, up],
    [{ kind: 'damage-state', pick, damage }],
    [{ kind: 'restore-records', host }],
    [{ kind: 'lose-records', host, pick, what: random.pick(LOSSES) }],
    [{ kind: 'change-host-key', host }],
    [down, { kind: 'restore-state' }, up],
    [down, { kind: 'lose-state' }, up],
    [
      {
        kind: 'refuse-reports',
        status: random.pick([401, 403, 404, 500, 502, 429]),
        times: 1 + random.below(4),
      },
    ],
    [{ kind: 'expire-token' }, wait, { kind: 'renew-token' }],
    [{ kind: 'jump-clock', of: random.pick(CLOCKS), years: random.below(81) - 40 }],
    [{ kind: 'start-second-lo' }, wait, { kind: 'stop-second-lo' }],
    [down, { kind: 'start-second-lo' }, wait, { kind: 'stop-second-lo' }, up],
  ]);
}

/** One line a step. */
export function describePlan({ seed, runtime, steps }: Plan): string {
  const lines = steps.map((step, index) => `  ${index + 1}. ${describeStep(step)}`);
  return [`seed ${seed}, ${runtime}:`, ...lines].join('\n');
}

function describeStep(step: Step): string {
  if (step.kind === 'commit') {
    const wishes = step.wishes.map(
      ({ application, version, kind, hosts }) => `${application} ${version} (${kind}) on ${hosts.join(', ')}`,
    );
    return `commit: ${wishes.join('; ')}`;
  }
  const { kind, ...rest } = step;
  const words = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return [kind, ...words].join(' ');
}
