import type { ErrorCode } from '../../errors/error-table.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { formatPointer } from '../json-pointer.ts';
import { SAMPLE } from './make-sample.ts';
import type { Touch } from './mend-value.ts';

/** Keys whose value says what the values beside it mean. */
const GOVERNING = /.\/(?:type|dataType|operator|name|state|digest|deploymentId)$/;

/** Where names are defined that other places use. A misspelt key above them changes none. */
const NAME =
  /\/(?:components|deploymentProfiles|deploymentProfile|profile|schema|hosts|parameters|overrides|hostParameters|configuration)(?:\/[^/]+)?(?:\/(?:name|type))?$/;

/** Faults of a name that is used, or of what a name stands for. */
const OF_NAMES: ReadonlySet<ErrorCode> = new Set([
  'DESIRED_COMPONENT_DUPLICATE',
  'DESIRED_HOST_TWICE',
  'DESIRED_HOST_UNKNOWN',
  'DESIRED_PURGE_TWICE',
  'DESIRED_PARAMETER_UNKNOWN',
  'DESIRED_TARGET_DANGLING',
  'MARGO_COMPONENT_DUPLICATE',
  'MARGO_POINTER_INVALID',
  'MARGO_POINTER_PORTS',
  'MARGO_POINTER_TWICE',
  'MARGO_RULE_DUPLICATE',
  'MARGO_SETTING_DANGLING',
  'MARGO_TARGET_DANGLING',
  'MARGO_VARIABLE_RESERVED',
]);

/** Whether a fault may be there only because of what stands in for a faulty value. */
export function isConsequence(diagnostic: Diagnostic, touched: readonly Touch[]): boolean {
  const { code, pointer, message } = diagnostic;
  if (message.includes(SAMPLE)) return true;
  return touched.some(({ path, isGuess }) => {
    const place = formatPointer(path);
    if (isWithin(pointer, place) || isWithin(place, pointer)) return true;
    const isOfName = isGuess || place.endsWith('/name');
    if (isOfName && OF_NAMES.has(code) && NAME.test(place)) return true;
    if (code === 'MARGO_STATUS_NOT_WORST' && /\/(?:status|components)(?:\/|$)/.test(place)) return true;
    // What type of value is meant is told from afar, where another tool's word stands there.
    if (!isGuess && !place.endsWith('/dataType')) return false;
    return GOVERNING.test(place) && isWithin(pointer, formatPointer(path.slice(0, -1)));
  });
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
