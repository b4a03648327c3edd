import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';

/** Each fault once, by file and place. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    const key = JSON.stringify([each.file, each.line, each.column, each.code, each.message]);
    if (!unique.has(key)) unique.set(key, each);
  }
  return [...unique.values()].sort(
    (left, right) =>
      compareCodePoints(left.file, right.file) || left.line - right.line || left.column - right.column,
  );
}
