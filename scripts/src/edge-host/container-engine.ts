import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOrphan, isOurs } from './rig-owner.ts';

const run = promisify(execFile);

/** A container engine of its own for tests and the demo, with an image of busybox and nothing else. */
export interface ContainerEngine {
  /** Everything that the engine keeps on disk for this rig. */
  readonly folder: string;
  /** Environment of the engine's command and the compose tools: what LO's configuration of the `compose` runtime needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** An image with busybox: sh, httpd, wget, sleep, test, cat. */
  readonly image: string;
  /** Runs the engine's own command, `podman` or `docker`, and gives its output. */
  command(...args: readonly string[]): Promise<string>;
  /** Removes every container, running or not. */
  removeContainers(): Promise<void>;
  stop(): Promise<void>;
}

/** Why there is no container engine on this machine. */
export interface NoContainers {
  readonly missing: string;
}

export const IMAGE = 'localhost/colo-edge:1';
const APPLETS = ['sh', 'httpd', 'wget', 'sleep', 'test', 'cat', 'echo', 'true', 'false'] as const;

/** The first program that does not run on this machine, whatever the reason: the caller says so aloud. */
export async function findMissing(
  programs: readonly (readonly [string, readonly string[]])[],
): Promise<string | undefined> {
  for (const [program, args] of programs) {
    try {
      await run(program, [...args]);
    } catch {
      return program;
    }
  }
  return undefined;
}

/** Makes the image out of the machine's busybox; its archive stays as `image.tar` in the rig's folder. */
export async function importImage(folder: string, command: ContainerEngine['command']): Promise<void> {
  const bin = join(folder, 'image/bin');
  await mkdir(bin, { recursive: true });
  await copyFile('/bin/busybox', join(bin, 'busybox'));
  for (const applet of APPLETS) {
    await symlink('busybox', join(bin, applet));
  }
  const archive = join(folder, 'image.tar');
  await run('tar', ['-C', join(folder, 'image'), '-cf', archive, '.']);
  await command('import', '--change', 'ENV PATH=/bin', archive, IMAGE);
}

/** Removes the rigs of processes that ended without removing them. */
export async function removeOrphans(
  prefix: string,
  remove: (folder: string) => Promise<void>,
): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    if (!(await isOurs(folder)) || !(await isOrphan(folder))) continue;
    try {
      await remove(folder);
    } catch {
      // Another run may be removing it as well; what stays is the next run's.
    }
  }
}
