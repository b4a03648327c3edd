import type { ErrorDefinition } from '../error-definition.ts';

/**
 * What attempts on a host end with, and what LO sees of what runs there: codes of `lo status` and of reports. No program
 * ends with one of them itself; the exit code is that of an `lo once` with nothing worse to tell. `transient`: it says
 * nothing against the version, and is tried again by itself. Codes are stable: never renamed, never reused.
 */
export const outcomeErrors = {
  APPLY_FAILED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A version could not be started on a host.',
    fix: "Read the message, and the attempt's log on the host. Deploy a version that starts, or run `lo retry` when the cause was on the host.",
    why: 'What failed to start once fails again: LO does not stop what runs for it a second time.',
  },
  APPLY_TIMEOUT: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A version was not started on a host within the time for it.',
    fix: "Raise the component's timeout, or timeouts.installSeconds in lo.yaml, or find out on the host what takes so long; then run `lo retry`.",
    why: 'An attempt without an end would keep every later version from its host.',
  },
  CONTENT_DAMAGED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'The files of a version were missing or damaged on a host when it was to be started.',
    fix: "Nothing to do: they are uploaded again. If it goes on, check the host's disk.",
    why: 'Files are checked against their digest at each use, so that nothing runs that nobody shipped.',
  },
  CRASH_LOOP: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'Something on a host does not stay up: it was started again three times or more.',
    fix: "Read the component's output on the host. Deploy a version that stays up, or run `lo retry` to begin counting anew.",
    why: 'Each start alone looks like a success; only their number says that it does not work. It ends when it has been up for ten minutes.',
  },
  DISK_FULL: {
    kind: 'transient',
    exitCode: 75,
    summary: "There was no space (bytes, inodes or quota) in a host's workdir during an attempt.",
    fix: 'Free space on the host; it is tried again by itself.',
    why: 'Nothing is begun that could not be written down, and want of space says nothing against the version.',
  },
  PURGE_FAILED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'The data of an application could not be deleted on a host.',
    fix: 'The message says what still runs or could not be removed. End it, or remove it, on the host; it is tried again by itself.',
    why: 'Nothing is deleted while something of the application still runs and may write to it.',
  },
  READ_ONLY: {
    kind: 'transient',
    exitCode: 75,
    summary: "A host's workdir became read-only during an attempt.",
    fix: 'Look in `dmesg` on the host for errors of the disk, and mount it writable again; it is tried again by itself.',
    why: 'Nothing is begun that could not be written down, and a broken disk says nothing against the version.',
  },
  REMOVE_FAILED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'What runs on a host could not be stopped or removed.',
    fix: 'The message says what is still there. End it on the host if it hangs; it is tried again by itself.',
    why: 'Two versions at once would write to the same data.',
  },
  REMOVE_TIMEOUT: {
    kind: 'transient',
    exitCode: 75,
    summary: 'What runs on a host was not stopped within the time for it.',
    fix: 'End it on the host if it hangs; it is tried again by itself.',
    why: 'An attempt without an end would keep every later version from its host.',
  },
  ROLLBACK_FAILED: {
    kind: 'terminal',
    exitCode: 1,
    summary:
      'A version failed on a host, and the last good one could not be started again either: nothing runs.',
    fix: 'The message says why both failed. Deploy a version that works there, or run `lo retry` when the cause was on the host.',
    why: 'The node goes back once. To go back and forth between two versions that fail would help nobody.',
  },
  SETTINGS_LOST: {
    kind: 'transient',
    exitCode: 75,
    summary: "The runner's own files of a version were gone from a host's workdir when it was to be started.",
    fix: "Nothing to do: they are sent again. If it goes on, find out what removes files below the host's workdir.",
    why: 'Without the settings that LO sent, nobody knows how the version is to be started.',
  },
  STOPPED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A version ended by itself before it counted as installed.',
    fix: 'Read its last output. A program has to stay in the foreground: one that puts itself into the background has ended, to LO. Deploy a version that stays up.',
    why: 'What runs is the process or the container that LO started; when it is gone, nothing says that the application works.',
  },
  UNHEALTHY: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A version did not become healthy within the time for it.',
    fix: 'Read the message and its output on the host. Correct it or its health check, or raise its timeout, and deploy that; or run `lo retry` when the cause was on the host.',
    why: 'A version counts as installed only when its own health check says so, or, without one, when it has stayed up for minReadySeconds.',
  },
  WRITE_DENIED: {
    kind: 'transient',
    exitCode: 75,
    summary: "The user that LO acts as on a host may not write in a folder of the host's workdir.",
    fix: 'The message names the folder, its owner and the user. Give it to the user with `sudo chown -R USER FOLDER`; it is tried again by itself.',
    why: 'What was made by another user, as by an LO that ran as root once, keeps the one that acts now from writing down what it does.',
  },
} as const satisfies Record<string, ErrorDefinition>;
