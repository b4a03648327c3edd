import { accessSync, constants } from 'node:fs';

const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin'] as const;

/** Path of OpenSSH's server, or undefined where it is not installed. sshd insists on an absolute path. */
export function findSshd(): string | undefined {
  return findServer('sshd');
}

/** Path of tinyssh's server, or undefined where it is not installed. */
export function findTinysshd(): string | undefined {
  return findServer('tinysshd');
}

function findServer(name: string): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${name}`).find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      // Not there, or not ours to run: look on.
      return false;
    }
  });
}
