import type { OptionDefinition } from '../program/command-definition.ts';

/** Options of commands that can follow what they asked for. */
export const watchOptions: readonly OptionDefinition[] = [
  { flags: '--watch', description: 'follow it: the pull request, the merge, every host, to the end' },
  { flags: '--timeout <duration>', description: 'with --watch: give up after this time', fallback: '1h' },
  { flags: '--poll <seconds>', description: 'with --watch: pause between two looks', fallback: '5' },
];

/** What commands that can follow what they asked for print with `--json`. */
export const watchJson =
  'NDJSON, one object a line, told apart by "event": first requested (id of the change, thread, url, command, and comment where ' +
  'the command stands in one), and with --watch pull (number, url, title, isOpen, mergeCommit once there is one), merged (number, ' +
  'commit, hosts: how many are to change), host (site, host, application, want, standing, version and detail where known; again ' +
  'whenever it differs) and at last end (outcome: done or nothing-to-do). Instead of the end, an error is {"error": …}';
