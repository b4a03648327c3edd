import type { PlainValue } from '../resolve/secret-reference.ts';
import type { ParameterRule } from './app-package.ts';

type Scalar = Exclude<PlainValue, readonly unknown[]>;

/**
 * The value that a person meant by a text on a command line (`--set replicas=3`). The parameter's rule says whether it
 * is a number, a truth value or a list (comma-separated); without a rule it stays a text. A text that is not of the
 * rule's type is returned as it is, so that `checkParameterValue` can say what is wrong with it.
 */
export function parseParameterText(rule: ParameterRule | undefined, text: string): PlainValue {
  if (rule === undefined) return text;
  const itemType = /^array\[(?<item>[a-z]+)\]$/.exec(rule.dataType)?.groups?.['item'];
  if (itemType === undefined && rule.multiselect !== true) return parseScalar(rule.dataType, text);
  if (text === '') return [];
  return text.split(',').map((item) => parseScalar(itemType ?? rule.dataType, item.trim()));
}

function parseScalar(type: string, text: string): Scalar {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text);
  return isNumber && (type === 'integer' || type === 'double') ? Number(text) : text;
}
