import { isIPv6 } from 'node:net';
import type { Host } from '../generated/site.ts';

export const DEFAULT_TRANSPORT = 'ssh2';
export const DEFAULT_SSH_PORT = 22;
export const DEFAULT_WORKDIR = '/var/lib/colo';

/**
 * Where the files of a host are: address, port and folder, in one form whatever way they are written. Hosts for which it is the
 * same are one. That two names lead to one machine it cannot tell.
 */
export function writeHostPlace(host: Host): string {
  const workdir = host.workdir ?? DEFAULT_WORKDIR;
  if (host.transport === 'local') return `${workdir} of LO's own machine`;
  return `${workdir} at ${toPlainAddress(host.address)} port ${host.port ?? DEFAULT_SSH_PORT}`;
}

/** DNS names are compared without regard to case (RFC 4343); an IPv6 address has many forms (RFC 5952). */
function toPlainAddress(address: string): string {
  if (isIPv6(address) && !address.includes('%')) return new URL(`http://[${address}]/`).hostname;
  return address.toLowerCase();
}
