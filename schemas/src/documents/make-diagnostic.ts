import { type ErrorCode, errorTable } from '../errors/error-table.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Where in a file a diagnostic points. `line` and `column` count from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
}

export interface DiagnosticOptions {
  /** What to do next; defaults to the error table's sentence. */
  readonly fix?: string;
  /** Default: error. */
  readonly severity?: Diagnostic['severity'];
}

/** The start of a file, for faults of a whole document. */
export function startOf(file: string): Spot {
  return { file, line: 1, column: 1, pointer: '' };
}

/** A diagnostic whose fix comes from the error table where nothing more specific is given. */
export function makeDiagnostic(
  code: ErrorCode,
  message: string,
  spot: Spot,
  options: DiagnosticOptions = {},
): Diagnostic {
  return {
    code,
    severity: options.severity ?? 'error',
    message,
    fix: options.fix ?? errorTable[code].fix,
    file: spot.file,
    line: spot.line,
    column: spot.column,
    pointer: spot.pointer,
  };
}
