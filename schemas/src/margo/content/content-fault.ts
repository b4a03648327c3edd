import type { PathStep } from '../../documents/json-pointer.ts';
import type { ErrorCode } from '../../errors/error-table.ts';

/** A fault in a file of the package. */
export interface ContentFault {
  readonly code: ErrorCode;
  /** File at fault, from the package's root. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** Where the message knows better what to do than its code. */
  readonly fix?: string;
  /** The way to the path in the compose file that names what is at fault. */
  readonly at?: readonly PathStep[];
}
