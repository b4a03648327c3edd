import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { ErrorCode } from '../errors/error-table.ts';

/** A broken rule, by the path of the value at fault; it becomes a diagnostic once its place is looked up. */
export interface Fault {
  readonly code: ErrorCode;
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly fix?: string;
  /** Default: what the table of deviations says of the code, else error. */
  readonly severity?: Diagnostic['severity'];
  /** The key is at fault, not its value. */
  readonly atKey?: boolean;
}

/** A diagnostic at the fault's line and column. */
export function toDiagnostic(fault: Fault, parsed: ParsedYaml): Diagnostic {
  const spot = fault.atKey === true ? parsed.locateKey(fault.path) : parsed.locate(fault.path);
  return makeDiagnostic(fault.code, fault.message, spot, {
    ...(fault.fix === undefined ? {} : { fix: fault.fix }),
    ...(fault.severity === undefined ? {} : { severity: fault.severity }),
  });
}
