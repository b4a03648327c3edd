import type { Diagnostic } from '../../../documents/diagnostic.ts';
import type { PathStep } from '../../../documents/json-pointer.ts';

/** What compose refuses though the schema allows it, by the path of the value at fault. */
export interface ModelFault {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly fix: string;
  /** Default: error. */
  readonly severity?: Diagnostic['severity'];
}
