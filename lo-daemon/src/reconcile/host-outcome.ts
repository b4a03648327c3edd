import type { ComponentStep, Operation } from '@colo/schemas/diff';
import type { HostState } from '@colo/schemas/documents/actual-state';
import { isCrashLooping } from './count-restarts.ts';
import { isToDo } from './decide-next.ts';

/** What is going on with an application right now. */
export interface Activity {
  readonly applicationId: string;
  readonly component: string;
  readonly action: ComponentStep['action'];
  /** Digest that it is to reach; null for a removal. */
  readonly target: string | null;
}

/** Where a host stands. `failed`: something is not tried again by itself. */
export type HostOutcome = 'converged' | 'waiting' | 'failed';

/** Codes of a host's problem that time alone does not cure. */
const TERMINAL_PROBLEMS = /^NODE_(?!UNREACHABLE$|OUTCOME_UNKNOWN$)/;

/** Where a host stands, by what is known of it and what is left to do. */
export function decideHostOutcome(
  state: HostState | undefined,
  operations: readonly Operation[],
  driftMode: 'heal' | 'report',
): HostOutcome {
  if (state?.problem !== undefined) return TERMINAL_PROBLEMS.test(state.problem.code) ? 'failed' : 'waiting';
  if (operations.some((operation) => isToDo(operation, driftMode))) return 'waiting';
  if (operations.some(({ quarantined }) => quarantined !== undefined)) return 'failed';
  const components = Object.values(state?.applications ?? {}).flatMap((each) =>
    Object.values(each.components),
  );
  return components.some(isCrashLooping) ? 'failed' : 'converged';
}
