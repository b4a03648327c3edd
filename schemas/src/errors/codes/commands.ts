import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the command lines and of colo itself. Codes are stable: never renamed, never reused. */
export const commandsErrors = {
  USAGE: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'The command line is not understood.',
    fix: 'Run the command with --help.',
  },
  INTERNAL: {
    kind: 'bug',
    exitCode: 70,
    summary: 'colo broke one of its own rules.',
    fix: 'Please report this with the output of the command.',
  },
} as const satisfies Record<string, ErrorDefinition>;
