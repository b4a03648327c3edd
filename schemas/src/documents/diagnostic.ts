import type { ErrorCode } from '../errors/error-table.ts';

/** One fault of a document: where it is, which rule it breaks, and what to do. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning';
  /** One sentence with the particulars; escaped, bounded. */
  readonly message: string;
  /** What to do next. */
  readonly fix: string;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  /** JSON Pointer (RFC 6901) of the value at fault; the empty string is the whole document. */
  readonly pointer: string;
}

/** What a reader returns: a value that passed every check, or why there is none. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
