import { toSafeText } from '../text/to-safe-text.ts';
import type { ColoError, Place } from './colo-error.ts';

export interface FormatErrorOptions {
  /** ANSI colours, for a terminal. Default: none. */
  readonly color?: boolean;
}

/** Longest sentence that is shown. */
const MAX_SENTENCE = 2000;

/**
 * An error as text for a terminal, without a newline at the end: what happened, where, and what to do. Whatever came
 * from outside is one safe line each.
 */
export function formatColoError(error: ColoError, options: FormatErrorOptions = {}): string {
  const paint = options.color === true ? applyColor : keepPlain;
  const lines = [`${paint('31;1', `error ${error.code}`)}: ${toSafeText(error.message, MAX_SENTENCE)}`];
  const place = describePlace(error.place);
  if (place !== '') lines.push(`  ${paint('2', 'where:')} ${place}`);
  lines.push(`  ${paint('2', 'fix:')} ${toSafeText(error.fix, MAX_SENTENCE)}`);
  return lines.join('\n');
}

/** `sites/berlin/site.yaml:3:7, host edge-01`; empty where nothing is known. */
function describePlace(place: Place): string {
  const { file, line, column, commit } = place;
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  const parts = file === undefined ? [] : [position];
  for (const key of ['site', 'host', 'application', 'component', 'repository'] as const) {
    const value = place[key];
    if (value !== undefined) parts.push(`${key} ${value}`);
  }
  if (commit !== undefined) parts.push(`commit ${commit.slice(0, 12)}`);
  return toSafeText(parts.join(', '), MAX_SENTENCE);
}

function applyColor(code: string, text: string): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}

function keepPlain(_code: string, text: string): string {
  return text;
}
