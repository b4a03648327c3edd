import { toSafeText } from '../text/to-safe-text.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Longest file name that is shown. */
const MAX_FILE_LENGTH = 300;

/** One line for people and for editors that jump to `file:line:column`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const place = `${toSafeText(diagnostic.file, MAX_FILE_LENGTH)}:${diagnostic.line}:${diagnostic.column}`;
  const end = /[.?!]$/.test(diagnostic.message) ? '' : '.';
  return `${place}: ${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}${end} Fix: ${diagnostic.fix}`;
}
