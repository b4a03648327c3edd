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
    const { what, at, fix } = problem;
    const message = `the expression ${toSafeText(expression.key, 80)} ${expression.operator}: ${what}`;
    return [{ code: 'MARGO_ELIGIBILITY_INVALID', path: [...place, at], message, fix }, ...nested];
  });
}

interface Problem {
  readonly what: string;
  /** Key of the expression that is at fault. */
  readonly at: keyof MatchExpression;
  readonly fix: string;
}

function describeProblem(expression: MatchExpression, isPointer: boolean): Problem | undefined {
  const { key, operator, values, itemSelector } = expression;
  if (isPointer && !POINTER.test(key)) {
    const fix = /^[A-Za-z]/.test(key)
      ? `Write /${toSafeText(key, 80)}.`
      : 'Write a JSON Pointer such as /vendor.';
    return { what: 'the key must be a JSON Pointer such as /vendor', at: 'key', fix };
  }
  if (!isPointer && key === '') {
    return { what: 'the key must name a label', at: 'key', fix: 'Write the name of a label.' };
  }
  const takesItems = operator === 'ContainsAll' || operator === 'ContainsAny';
  if (takesItems && !isPointer) {
    return { what: 'labels hold no objects; use In', at: 'operator', fix: 'Write In, with values.' };
  }
  if (takesItems && itemSelector === undefined) {
    const fix = 'Add an itemSelector, or use In with values.';
    return { what: 'an itemSelector is needed', at: 'operator', fix };
  }
  if (!takesItems && itemSelector !== undefined) {
    const what = 'itemSelector is for ContainsAll and ContainsAny';
    return { what, at: 'itemSelector', fix: 'Remove itemSelector, or use ContainsAny.' };
  }
  const takesValues = ['In', 'NotIn', 'Gt', 'Lt'].includes(operator);
  if (!takesValues && values !== undefined) {
    return { what: 'values are not used', at: 'values', fix: 'Remove values, or use In.' };
  }
  if (!takesValues) return undefined;
  if (values === undefined || values.length === 0) {
    return {
      what: 'values are needed',
      at: values === undefined ? 'operator' : 'values',
      fix: 'Add values.',
    };
  }
  if (operator === 'In' || operator === 'NotIn') return undefined;
  const isNumber =
    values.length === 1 && String(values[0]).trim() !== '' && Number.isFinite(Number(values[0]));
  return isNumber
    ? undefined
    : { what: 'values must be one number', at: 'values', fix: 'Write one number: values: [4].' };
}
