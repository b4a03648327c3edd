import type { ComponentStep } from '@colo/schemas/diff';
import type { ComponentState } from '@colo/schemas/documents/actual-state';
import type { ColoError } from '@colo/schemas/errors';
import type { ResolvedComponent } from '@colo/schemas/resolve';
import { toSafeText } from '@colo/schemas/text';
import { redact } from '../report/redact.ts';

const MAX_MESSAGE = 500;

/**
 * A component after a step failed on LO's side, before anything was started: a terminal fault puts the wanted digest
 * in quarantine on this host, any other counts as one more failure.
 *
 * @param at UTC time, RFC 3339
 */
export function recordFailure(
  before: ComponentState | undefined,
  step: ComponentStep,
  desired: ResolvedComponent | undefined,
  error: ColoError,
  at: string,
): ComponentState {
  const known: ComponentState = before ?? {
    type: step.type,
    source: desired?.source ?? '',
    generation: 0,
    observed: { state: 'absent', digest: null, at },
    dirty: false,
  };
  const message = toSafeText(redact(error.message), MAX_MESSAGE);
  const failure = { digest: step.to, code: error.code, message, at };
  if (error.kind === 'terminal' && step.to !== null)
    return { ...known, quarantine: { ...failure, digest: step.to } };
  return { ...known, failures: (known.failures ?? 0) + 1, lastFailure: failure };
}
