import type { HostState } from '@colo/schemas/documents/actual-state';
import type { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { redact } from '../report/redact.ts';

const MAX_MESSAGE = 500;

/** A host's state after it could not be used. What is known of its components stays; the first time is kept. */
export function recordProblem(before: HostState, error: ColoError, at: string): HostState {
  const known = before.problem?.code === error.code ? before.problem : undefined;
  return {
    ...before,
    reachable: error.code !== 'NODE_UNREACHABLE' && error.code !== 'NODE_OUTCOME_UNKNOWN',
    problem: known ?? {
      code: error.code,
      message: toSafeText(redact(error.message), MAX_MESSAGE),
      since: at,
    },
  };
}
