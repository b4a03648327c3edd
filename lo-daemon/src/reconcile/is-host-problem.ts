import type { ErrorCode } from '@colo/schemas/errors';

/** Errors that are about a host as a whole: no application there can do better. */
const HOST_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NODE_UNREACHABLE',
  'NODE_OUTCOME_UNKNOWN',
  'NODE_HOST_KEY_UNKNOWN',
  'NODE_HOST_KEY_CHANGED',
  'NODE_AUTH_FAILED',
  'NODE_HOST_SAME',
  'NODE_SECOND_FACTOR',
  'NODE_SESSION_REFUSED',
  'NODE_IDENTITY_UNUSABLE',
  'NODE_REQUIREMENT_MISSING',
  'NODE_PROTOCOL',
  'NODE_SUDO_REFUSED',
  'NODE_WRITE_DENIED',
  'NODE_TRANSPORT_UNKNOWN',
  'LO_PASSIVE',
]);

/** True for an error that stands between LO and the host, whatever is to be done there. */
export function isHostProblem(code: ErrorCode): boolean {
  return HOST_CODES.has(code);
}
