import type { JsonSchema } from '../../documents/schema/compile-schema.ts';
import type { MargoDialect } from '../app-package.ts';
import type { Fault } from '../fault.ts';
import type { MargoFacts } from './margo-document.ts';

/** One kind of document in one dialect. */
export interface DocumentForm<T> {
  /** Name of the kind in summaries. */
  readonly kind: string;
  /** Undefined where all dialects write it alike. */
  readonly dialect?: MargoDialect;
  /** The schema that the type was generated from. */
  readonly schema: JsonSchema;
  /** What the dialect writes as `kind`; put in its place where a document has a wrong one, to judge the rest of it. */
  readonly word: string;
  /** What to do about a value of the wrong type, by its JSON Pointer, where the schema cannot say it. */
  readonly fixes?: Readonly<Record<string, string>>;
  /** Values in a form that the dialect does not have, but that has one meaning only; they say more than the schema. */
  slips?(value: unknown): readonly Fault[];
  /** Rules that a schema cannot say; called with a document that obeys its schema. */
  check(document: T): readonly Fault[];
  describe(document: T): MargoFacts;
}

/** Uses a form with its own type, which the caller need not know. */
export type AnyForm = <R>(use: <T>(form: DocumentForm<T>) => R) => R;

export function asAnyForm<T>(form: DocumentForm<T>): AnyForm {
  return (use) => use(form);
}
