import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "forge": the local GitHub-compatible server of demo and tests. Codes are stable. */
export const forgeErrors = {
  FORGE_REFUSED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'The local forge refused a request, with the status and body that GitHub would answer.',
    fix: 'Read the answer: its status and its errors name the field or the permission at fault.',
  },
  FORGE_MISUSE: {
    kind: 'terminal',
    exitCode: 2,
    summary:
      'The local forge was asked for something that cannot be: an unknown user, repository or app, or a bad seed.',
    fix: 'Create the user, repository or app first, or correct the seed file.',
  },
  FORGE_GIT_FAILED: {
    kind: 'transient',
    exitCode: 1,
    summary: 'git ended with an error inside the local forge.',
    fix: 'Read the message of git; check that git 2.38 or later is installed and that the root folder is writable.',
  },
} as const satisfies Record<string, ErrorDefinition>;
