import type { ErrorObject } from 'ajv';

/**
 * One error for each fault. Of a choice of forms (anyOf, oneOf) AJV reports every form's errors beside the choice's own:
 * the choice speaks for them, unless the fault lies deeper, in a nested choice. Of a refused key it reports the rule
 * and the refusal, of a condition the fault and that the condition led to it: the first of them says more.
 */
export function collapseErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(isChoice);
  const empty = new Set(errors.filter(saysEmpty).map((error) => error.instancePath));
  return errors.filter((error) => {
    if (error.keyword === 'propertyNames' || error.keyword === 'if') return false;
    // An empty text mostly breaks the pattern too.
    if (error.keyword === 'pattern' && empty.has(error.instancePath)) return false;
    if (!isChoice(error)) return !choices.some((choice) => isWithin(error, choice));
    const hasDeeper = choices.some((other) => other.instancePath.startsWith(`${error.instancePath}/`));
    const isLast = choices.findLast((other) => other.instancePath === error.instancePath) === error;
    return isLast && !hasDeeper;
  });
}

function saysEmpty(error: ErrorObject): boolean {
  return error.keyword === 'minLength' && error.propertyName === undefined;
}

function isChoice(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  return (
    error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`)
  );
}
