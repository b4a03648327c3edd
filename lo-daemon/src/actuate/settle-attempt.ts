import type { ComponentState } from '@colo/schemas/documents/actual-state';
import { toSafeText } from '@colo/schemas/text';
import type { SlotReport } from '../node/slot-report.ts';
import { redact } from '../report/redact.ts';
import { isTransientFailure } from './attempt-failure.ts';

const MAX_MESSAGE = 500;
const MAX_CODE = 64;

/**
 * What a node's report says about the open attempt of a component. A result counts only for its own generation and
 * nonce; whatever else is found means that nobody knows how the attempt went, and only what runs now tells.
 *
 * @param report the slot as observed; undefined where the node has no such slot
 * @param at UTC time, RFC 3339
 */
export function settleAttempt(
  component: ComponentState,
  report: SlotReport | undefined,
  at: string,
): ComponentState {
  const { attempt } = component;
  if (attempt?.outcome !== 'open') return component;
  const isOurs = report?.generation === attempt.generation && report.nonce === attempt.nonce;
  if (isOurs && report.phase === 'running') return component;
  const result = isOurs && report.phase === 'finished' ? report.result : undefined;
  if (result === undefined) return { ...component, attempt: { ...attempt, outcome: 'lost' } };
  const { outcome } = result;
  const settled = { ...component, attempt: { ...attempt, outcome } };
  if (outcome === 'superseded') return settled;
  // What people should know of a success, such as an edited file that was left as it is, or data that is deleted.
  const note = toSafeText(redact(result.message), MAX_MESSAGE);
  const noted = note === '' ? settled : { ...settled, attempt: { ...attempt, outcome, message: note } };
  if (outcome === 'removed') return omitFailures(noted);
  if (outcome === 'installed') {
    if (attempt.target === null || report?.runs.kind !== 'component') return omitFailures(settled);
    const { version } = report.runs;
    return {
      ...omitFailures(noted),
      installed: { digest: attempt.target, version, commit: attempt.commit, at },
    };
  }
  const code = toSafeText(result.code, MAX_CODE);
  const message = toSafeText(redact(result.message), MAX_MESSAGE);
  const failed = { ...settled, attempt: { ...attempt, outcome, code, message } };
  if (attempt.target === null || isTransientFailure(code))
    return {
      ...failed,
      failures: (component.failures ?? 0) + 1,
      lastFailure: { digest: attempt.target, code, message, at },
    };
  return { ...failed, quarantine: { digest: attempt.target, code, message, at } };
}

function omitFailures(component: ComponentState): ComponentState {
  const { failures: _failures, quarantine: _quarantine, lastFailure: _lastFailure, ...rest } = component;
  return rest;
}
