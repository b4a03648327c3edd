import { commandsErrors } from './codes/commands.ts';
import { documentsErrors } from './codes/documents.ts';
import { forgeErrors } from './codes/forge.ts';
import { gitErrors } from './codes/git.ts';
import { githubErrors } from './codes/github.ts';
import { margoErrors } from './codes/margo.ts';
import { nodeErrors } from './codes/node.ts';
import type { ErrorDefinition } from './error-definition.ts';

/** Every error that colo can report, by code. `docs/errors.md` is generated from it. */
export const errorTable = {
  ...documentsErrors,
  ...margoErrors,
  ...nodeErrors,
  ...gitErrors,
  ...githubErrors,
  ...commandsErrors,
  ...forgeErrors,
} as const satisfies Record<string, ErrorDefinition>;

/** A code of the table. */
export type ErrorCode = keyof typeof errorTable;
