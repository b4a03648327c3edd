import { accessSync, constants } from 'node:fs';

const PLACES = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'] as const;

/** Path of OpenSSH's server, or undefined where it is not installed. sshd insists on an absolute path. */
export function findSshd(): string | undefined {
  return PLACES.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      // Not there, or not ours to run: look on.
      return false;
    }
  });
}
