import type { PathStep } from '../../documents/json-pointer.ts';
import type { MatchExpression } from '../../generated/margo-package-rc3.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';

/** JSON Pointer (RFC 6901): steps that start with a slash, `~` only as `~0` or `~1`. */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** What each operator needs, beyond the schema. */
export function checkEligibility(source: MargoSource): readonly Fault[] {
  if (source.dialect !== 'rc3') return [];
  return source.document.deploymentProfiles.flatMap((profile, index) => {
    const path = ['deploymentProfiles', index, 'deviceConstraints', 'eligibilityRules'];
    return (profile.deviceConstraints?.eligibilityRules ?? []).flatMap((rule, position) => [
      ...checkExpressions(rule.propertySelector?.matchExpressions, true, [
        ...path,
        position,
        'propertySelector',
      ]),
      ...checkExpressions(rule.labelSelector?.matchExpressions, false, [...path, position, 'labelSelector']),
    ]);
  });
}

function checkExpressions(
  expressions: readonly MatchExpression[] = [],
  isPointer: boolean,
  path: readonly PathStep[],
): readonly Fault[] {
  return expressions.flatMap((expression, index) => {
    const place = [...path, 'matchExpressions', index];
    const problem = describeProblem(expression, isPointer);
    const nested = checkExpressions(expression.itemSelector?.matchExpressions, true, [
      ...place,
      'itemSelector',
    ]);
    if (problem === undefined) return nested;
    const message = `the expression ${toSafeText(expression.key, 80)} ${expression.operator}: ${problem}`;
    return [{ code: 'MARGO_ELIGIBILITY_INVALID', path: place, message }, ...nested];
  });
}

function describeProblem(expression: MatchExpression, isPointer: boolean): string | undefined {
  const { key, operator, values, itemSelector } = expression;
  if (isPointer && !POINTER.test(key)) return 'the key must be a JSON Pointer such as /vendor';
  if (!isPointer && key === '') return 'the key must name a label';
  const takesItems = operator === 'ContainsAll' || operator === 'ContainsAny';
  if (takesItems && !isPointer) return 'labels hold no objects; use In';
  if (takesItems && itemSelector === undefined) return 'an itemSelector is needed';
  if (!takesItems && itemSelector !== undefined) return 'itemSelector is for ContainsAll and ContainsAny';
  const takesValues = ['In', 'NotIn', 'Gt', 'Lt'].includes(operator);
  if (!takesValues) return values === undefined ? undefined : 'values are not used';
  if (values === undefined || values.length === 0) return 'values are needed';
  if (operator === 'In' || operator === 'NotIn') return undefined;
  const isNumber =
    values.length === 1 && String(values[0]).trim() !== '' && Number.isFinite(Number(values[0]));
  return isNumber ? undefined : 'values must be one number';
}
