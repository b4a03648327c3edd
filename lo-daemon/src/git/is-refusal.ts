import type { ColoError, ErrorCode } from '@colo/schemas/errors';

/** Faults of the site's own means, which say nothing against the revision. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GIT_PROGRAM_MISSING',
  'GIT_ACCESS_REFUSED',
  'LO_CREDENTIAL_UNUSABLE',
]);

/** True for an error that is about the revision itself: it is refused, and only another revision can help. */
export function isRefusal(error: ColoError): boolean {
  return error.kind !== 'transient' && error.kind !== 'bug' && !OWN_FAULTS.has(error.code);
}
