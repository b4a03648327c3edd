import type { PathStep } from '../../../documents/json-pointer.ts';
import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import type { ModelFault } from './model-fault.ts';
import { showPath } from './show-path.ts';

/** Values with a dollar sign that begins no variable: compose refuses the file. Keys and `x-` parts are not filled in. */
export function findStrayDollars(compose: Readonly<Record<string, unknown>>): readonly ModelFault[] {
  const found: ModelFault[] = [];
  for (const [key, value] of Object.entries(compose)) {
    if (!key.startsWith('x-')) visit(value, [key], found);
  }
  return found;
}

function visit(value: unknown, path: readonly PathStep[], found: ModelFault[]): void {
  if (typeof value === 'string') {
    const stray = findStrayDollar(value);
    if (stray !== undefined) found.push(describe(value.slice(stray), path));
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) visit(entry, [...path, index], found);
  } else if (isRecord(value)) {
    for (const [key, entry] of Object.entries(value)) visit(entry, [...path, key], found);
  }
}

function describe(rest: string, path: readonly PathStep[]): ModelFault {
  const shown = toSafeText(JSON.stringify(rest), 40);
  const where = showPath(path);
  if (/^\$\{[A-Za-z_][A-Za-z0-9_]*(?::?[-?+]|$)/.test(rest)) {
    const message = `${where}: the brace of ${shown} is never closed`;
    return { path, message, fix: 'Add the closing brace: ${NAME}.' };
  }
  const message = `${where}: compose fills in variables, and the dollar sign of ${shown} begins none`;
  return { path, message, fix: 'Write $$ where a dollar sign is meant, ${NAME} for a variable.' };
}

/** Where a dollar sign stands that is neither doubled nor the start of a variable, as compose reads it. */
function findStrayDollar(text: string): number | undefined {
  const next = /\$(?:\$|[A-Za-z_]|\{[A-Za-z_][A-Za-z0-9_]*(?<end>\}|:?[-?+]))?/g;
  for (const match of text.matchAll(next)) {
    if (match[0] === '$') return match.index;
    const end = match.groups?.['end'];
    if (end === undefined || end === '}') continue;
    if (!isClosed(text, match.index + match[0].length)) return match.index;
  }
  return undefined;
}

/** Whether the brace that is open before this place is closed after it, others within it left out. */
function isClosed(text: string, from: number): boolean {
  let depth = 1;
  for (let at = from; at < text.length && depth > 0; at += 1) {
    if (text[at] === '}') depth -= 1;
    else if (text.startsWith('${', at)) depth += 1;
  }
  return depth === 0;
}
