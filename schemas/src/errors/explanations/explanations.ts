import type { Explanation } from '../error-definition.ts';
import type { ErrorCode } from '../error-table.ts';
import { documentExplanations } from './documents.ts';
import { infraExplanations } from './infra.ts';
import { margoExplanations } from './margo.ts';

/** Why and example by code, apart from the table: only `co explain` and docs/errors.md need them. */
export const explanations: Readonly<Partial<Record<ErrorCode, Explanation>>> = {
  ...documentExplanations,
  ...infraExplanations,
  ...margoExplanations,
};
