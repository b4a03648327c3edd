import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';

/** Each fault once, by file and place. A file that is refused as such (a link) has no other fault: it is not what it says. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  const refused = new Set(
    diagnostics.filter(({ code }) => code === 'TREE_MODE_REFUSED').map(({ file }) => file),
  );
  for (const each of diagnostics) {
    if (each.code !== 'TREE_MODE_REFUSED' && refused.has(each.file)) continue;
    const key = JSON.stringify([each.file, each.line, each.column, each.code, each.message]);
    if (!unique.has(key)) unique.set(key, each);
  }
  return [...unique.values()].sort(
    (left, right) =>
      compareCodePoints(left.file, right.file) || left.line - right.line || left.column - right.column,
  );
}
