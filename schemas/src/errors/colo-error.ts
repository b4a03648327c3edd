import type { ErrorDefinition, ErrorKind } from './error-definition.ts';
import { type ErrorCode, errorTable } from './error-table.ts';

/** Where an error happened. Fill in what is known; `line` and `column` count from 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly repository?: string;
  readonly commit?: string;
  readonly site?: string;
  readonly host?: string;
  readonly application?: string;
  readonly component?: string;
}

export interface ColoErrorOptions {
  readonly place?: Place;
  /** What to do next; defaults to the table's sentence for the code. */
  readonly fix?: string;
  readonly cause?: unknown;
  /** Facts for machines (`--json`); never secrets. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The one error class of colo: a stable code, the place, and what to do next. */
export class ColoError extends Error {
  override readonly name = 'ColoError';
  readonly code: ErrorCode;
  readonly place: Place;
  readonly fix: string;
  readonly data: Readonly<Record<string, unknown>>;

  /**
   * @param code a code of the error table
   * @param message what happened, one sentence, with the particulars; no secrets, no unescaped text from a node
   */
  constructor(code: ErrorCode, message: string, options: ColoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.place = options.place ?? {};
    this.fix = options.fix ?? this.definition.fix;
    this.data = options.data ?? {};
  }

  get definition(): ErrorDefinition {
    return errorTable[this.code];
  }

  get kind(): ErrorKind {
    return this.definition.kind;
  }

  get exitCode(): number {
    return this.definition.exitCode;
  }

  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      kind: this.kind,
      message: this.message,
      fix: this.fix,
      place: this.place,
      data: this.data,
    };
  }
}

/** True for a {@link ColoError}; narrows an `unknown` caught value. */
export function isColoError(error: unknown): error is ColoError {
  return error instanceof ColoError;
}
