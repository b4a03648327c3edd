import { ColoError, type Place } from '../errors/colo-error.ts';

/** Stands for a value that only the node's tool will know; no allow-list has it. */
export const UNKNOWN_VALUE = '\uffff';

/** Variables as the compose tool will see them. `undefined` in `dotenv` names: a `.env` file sets them. */
export interface Variables {
  readonly environment: Readonly<Record<string, string>>;
  /** Names that a `.env` file of the package sets; their values are read differently by every tool. */
  readonly dotenv: ReadonlySet<string>;
  /** True for names that are the node's own. */
  readonly isRefused: (name: string) => boolean;
}

/** Most defaults within defaults: each level looks through the rest of the text again. */
const MAX_NESTING = 16;

const REFERENCE =
  /^\$(?:(?<plain>[A-Za-z_][A-Za-z0-9_]*)|\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)(?<operator>:?[-?+])?)/;

/**
 * Resolves compose's variables in a text: `$NAME`, `${NAME}`, `${NAME:-default}` with `-`, `?`, `+` and their `:` forms,
 * `$$`. Throws NODE_PRIVILEGE_REFUSED for a variable of the node itself, NODE_CONTENT_INVALID for a form not known here.
 */
export function interpolate(text: string, variables: Variables, place: Place, depth = 0): string {
  if (depth > MAX_NESTING) {
    throw badReference(text, place);
  }
  let result = '';
  let rest = text;
  for (;;) {
    const dollar = rest.indexOf('$');
    if (dollar === -1) {
      return result + rest;
    }
    result += rest.slice(0, dollar);
    rest = rest.slice(dollar);
    if (rest.startsWith('$$')) {
      result += '$';
      rest = rest.slice(2);
      continue;
    }
    const match = REFERENCE.exec(rest);
    const name = match?.groups?.['plain'] ?? match?.groups?.['braced'];
    if (match === null || name === undefined) {
      throw badReference(rest, place);
    }
    rest = rest.slice(match[0].length);
    let word = '';
    if (match.groups?.['braced'] !== undefined) {
      const end = findClosingBrace(rest);
      const operator = match.groups['operator'];
      if (end === -1 || (operator === undefined && end !== 0)) {
        throw badReference(text, place);
      }
      word = rest.slice(0, end);
      rest = rest.slice(end + 1);
    }
    result += resolve({ name, operator: match.groups?.['operator'], word }, variables, place, depth);
  }
}

interface Reference {
  readonly name: string;
  readonly operator: string | undefined;
  /** What stands after the operator. */
  readonly word: string;
}

function resolve(
  { name, operator, word }: Reference,
  variables: Variables,
  place: Place,
  depth: number,
): string {
  if (variables.isRefused(name) || name === 'LC_ALL') {
    throw new ColoError(
      'NODE_PRIVILEGE_REFUSED',
      `The compose file refers to the node's own variable ${name}.`,
      { place },
    );
  }
  const value = Object.hasOwn(variables.environment, name) ? variables.environment[name] : undefined;
  if (value === undefined && variables.dotenv.has(name)) {
    return UNKNOWN_VALUE;
  }
  const isSet = value !== undefined && (value !== '' || !operator?.startsWith(':'));
  switch (operator?.at(-1)) {
    case '-':
      return isSet ? (value ?? '') : interpolate(word, variables, place, depth + 1);
    case '+':
      return isSet ? interpolate(word, variables, place, depth + 1) : '';
    default:
      return value ?? '';
  }
}

/** Index of the brace that closes a reference, over nested ones. */
function findClosingBrace(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.startsWith('${', index)) {
      depth += 1;
    } else if (text[index] === '}') {
      if (depth === 0) {
        return index;
      }
      depth -= 1;
    }
  }
  return -1;
}

function badReference(text: string, place: Place): ColoError {
  return new ColoError(
    'NODE_CONTENT_INVALID',
    `The compose file has the malformed variable ${JSON.stringify(text.slice(0, 80))}.`,
    {
      place,
      fix: 'Write $NAME, ${NAME} or ${NAME:-default}; write $$ for a dollar sign.',
    },
  );
}
