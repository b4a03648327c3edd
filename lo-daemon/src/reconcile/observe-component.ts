import type { ComponentState, ObservedRecord } from '@colo/schemas/documents/actual-state';
import type { ResolvedComponent } from '@colo/schemas/resolve';
import { toSafeText } from '@colo/schemas/text';
import { isTransientFailure } from '../actuate/attempt-failure.ts';
import { settleAttempt } from '../actuate/settle-attempt.ts';
import type { Health, RunsNow, SlotReport } from '../node/slot-report.ts';
import { redact } from '../report/redact.ts';
import { countRestarts } from './count-restarts.ts';

export interface ComponentRequest {
  readonly before: ComponentState | undefined;
  /** Undefined where the node has no such slot. */
  readonly report: SlotReport | undefined;
  readonly desired: ResolvedComponent | undefined;
  /** False where the host has booted since `before`. */
  readonly sameBoot: boolean;
  readonly at: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_MESSAGE = 500;
const MAX_CODE = 64;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,127}$/;

const STATE_OF = {
  healthy: 'running',
  // Neither well nor ill: looked at again before anything is decided.
  starting: 'unknown',
  unhealthy: 'unhealthy',
  stopped: 'stopped',
  unknown: 'unknown',
} as const satisfies Record<Health, ObservedRecord['state']>;

/** What is known of a component after looking at its slot; undefined when nothing is left to know. */
export function observeComponent({
  before,
  report,
  desired,
  sameBoot,
  at,
}: ComponentRequest): ComponentState | undefined {
  const runs: RunsNow = report?.runs ?? { kind: 'nothing' };
  // Of what has lost its records nobody may know what it is.
  const told = runs.kind === 'component' && runs.type !== '' ? runs.type : undefined;
  const type = told ?? before?.type ?? desired?.type;
  if (type === undefined) return undefined;
  const { restarts: _, ...known }: ComponentState = before ?? {
    type,
    source: '',
    generation: 0,
    dirty: false,
  };
  const restarts = countRestarts({ before, runs, sameBoot });
  const settled = settleAttempt(
    {
      ...known,
      type,
      // The node does not keep where something came from; without a record of it, it counts as the same place.
      source: known.source === '' ? (desired?.source ?? '') : known.source,
      generation: report?.generation ?? 0,
      observed: describe(runs, before?.observed, at),
      ...(restarts === 0 ? {} : { restarts }),
    },
    report,
    at,
  );
  // A job at work, whoever began it, will change what was seen: nothing is planned upon it.
  const dirty = settled.attempt?.outcome === 'open' || report?.phase === 'running';
  const component = { ...settled, dirty };
  const isLeft = desired !== undefined || dirty || runs.kind === 'component';
  if (!isLeft) return undefined;
  // A slot without anything in it still counts its generations: who comes again goes on from there.
  if (before === undefined && runs.kind === 'nothing' && (report?.generation ?? 0) === 0) return undefined;
  return restoreInstalled(
    before === undefined ? restoreQuarantine(component, report, at) : component,
    runs,
    at,
  );
}

/** Where LO's record is lost, the node still knows that the wanted digest failed: it is not tried again for that. */
function restoreQuarantine(
  component: ComponentState,
  report: SlotReport | undefined,
  at: string,
): ComponentState {
  const { result, target } = report ?? {};
  if (result === undefined || target === undefined || !DIGEST.test(target)) return component;
  if (result.outcome !== 'failed' && result.outcome !== 'rolled-back') return component;
  if (isTransientFailure(result.code)) return component;
  const message = toSafeText(redact(result.message), MAX_MESSAGE);
  return {
    ...component,
    quarantine: { digest: target, code: toSafeText(result.code, MAX_CODE), message, at },
  };
}

function describe(runs: RunsNow, before: ObservedRecord | undefined, at: string): ObservedRecord {
  const state = runs.kind === 'nothing' ? 'absent' : STATE_OF[runs.health];
  const digest = runs.kind === 'component' && DIGEST.test(runs.target) ? runs.target : null;
  // While it is down, the run that ended is remembered: what comes next is another one.
  const instance =
    (runs.kind === 'component' ? runs.instance : undefined) ??
    (before?.digest === digest ? before?.instance : undefined);
  // The time says since when it is so; an observation that finds the same is not written again.
  if (before?.state === state && before.digest === digest && before.instance === instance) return before;
  const since = before?.state === state && before.digest === digest ? before.at : at;
  return { state, digest, at: since, ...(instance === undefined ? {} : { instance }) };
}

/** Where the record of what was installed is lost, what runs is it. */
function restoreInstalled(component: ComponentState, runs: RunsNow, at: string): ComponentState {
  if (component.installed !== undefined || runs.kind === 'nothing') return component;
  const { target, version, commit } = runs;
  if (!DIGEST.test(target) || !COMMIT.test(commit) || !VERSION.test(version)) return component;
  if (component.attempt !== undefined) return component;
  return { ...component, installed: { digest: target, version, commit, at } };
}
