import { cliErrors } from './codes/cli.ts';
import { commandsErrors } from './codes/commands.ts';
import { desiredErrors } from './codes/desired.ts';
import { documentsErrors } from './codes/documents.ts';
import { forgeErrors } from './codes/forge.ts';
import { gitErrors } from './codes/git.ts';
import { githubErrors } from './codes/github.ts';
import { loErrors } from './codes/lo.ts';
import { margoErrors } from './codes/margo.ts';
import { margoDocumentsErrors } from './codes/margo-documents.ts';
import { nodeErrors } from './codes/node.ts';
import { outcomeErrors } from './codes/outcomes.ts';
import type { ErrorDefinition } from './error-definition.ts';

/** Every error that colo can report, by code. `docs/errors.md` is generated from it. */
export const errorTable = {
  ...documentsErrors,
  ...desiredErrors,
  ...margoErrors,
  ...margoDocumentsErrors,
  ...nodeErrors,
  ...outcomeErrors,
  ...gitErrors,
  ...loErrors,
  ...githubErrors,
  ...commandsErrors,
  ...cliErrors,
  ...forgeErrors,
} as const satisfies Record<string, ErrorDefinition>;

/** A code of the table. */
export type ErrorCode = keyof typeof errorTable;
