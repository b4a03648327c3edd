import { outcomeErrors } from './codes/outcomes.ts';
import type { ErrorDefinition } from './error-definition.ts';
import { type ErrorCode, errorTable } from './error-table.ts';
import { explanations } from './explanations/explanations.ts';

const definitions: Readonly<Record<string, ErrorDefinition>> = errorTable;

/** Everything that is known of a code: its row of the table, and why and example where there are any. */
export function explainCode(code: ErrorCode): ErrorDefinition {
  return { ...explanations[code], ...(definitions[code] ?? errorTable[code]) };
}

/** True for a code of the table. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(errorTable, word);
}

/** What a code is about: its first word, as `margo` for MARGO_TARGET_DANGLING; `outcome` for what attempts end with. */
export function areaOfCode(code: ErrorCode): string {
  if (Object.hasOwn(outcomeErrors, code)) return 'outcome';
  return (code.split('_')[0] ?? code).toLowerCase();
}
