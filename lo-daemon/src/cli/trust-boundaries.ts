import { ColoError } from '@colo/schemas/errors';
import type { LoStatus } from '../daemon/describe-status.ts';

function isStatus(value: unknown): value is LoStatus {
  // trust boundary: LO's own answer on its own socket, which only its own user may open.
  return (
    typeof value === 'object' &&
    value !== null &&
    'site' in value &&
    typeof value.site === 'string' &&
    'hosts' in value &&
    Array.isArray(value.hosts) &&
    'reporters' in value &&
    Array.isArray(value.reporters)
  );
}

/** The answer of a running LO to the command `status`. */
export function readStatus(value: unknown): LoStatus {
  if (isStatus(value)) return value;
  throw new ColoError('LO_SOCKET_FAILED', 'The running LO answered in a way that is not understood.', {
    fix: 'Restart it, so that it is of the same version as this command.',
  });
}

/** The answer of a running LO to the command `takeover`: names of hosts. */
export function readHosts(value: unknown): readonly string[] {
  const hosts = typeof value === 'object' && value !== null && 'hosts' in value ? value.hosts : undefined;
  if (Array.isArray(hosts) && hosts.every((host): host is string => typeof host === 'string')) return hosts;
  throw new ColoError('LO_SOCKET_FAILED', 'The running LO answered in a way that is not understood.', {
    fix: 'Restart it, so that it is of the same version as this command.',
  });
}
