import type { Diagnostic } from '../../../documents/diagnostic.ts';
import type { PathStep } from '../../../documents/json-pointer.ts';

/** What compose refuses though the schema allows it, by the path of the value at fault. */
export interface ModelFault {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly fix: string;
  /** The key there is at fault, not its value. */
  readonly atKey?: boolean;
  /** Default: error. */
  readonly severity?: Diagnostic['severity'];
}
