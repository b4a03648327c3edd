import { toSafeText } from '@colo/schemas/text';
import type { CheckedCommit } from '../hooks/check-commits.ts';
import type { Colors } from './choose-colors.ts';
import { countOf, formatCounts, formatDiagnostics, formatHint } from './format-diagnostics.ts';

/** A push shows this many lines of faults; a person corrects the first ones first. */
const MAX_SHOWN = 200;

/** The same lines as `co validate` prints, below the commit that they are about. Nothing where nothing was found. */
export function formatHookReport(checked: readonly CheckedCommit[], colors: Colors): string {
  const lines: string[] = [];
  let left = MAX_SHOWN;
  let hidden = 0;
  for (const { ref, commit, what, diagnostics } of checked) {
    if (diagnostics.length === 0) continue;
    const shown = diagnostics.slice(0, left);
    left -= shown.length;
    hidden += diagnostics.length - shown.length;
    if (shown.length > 0) lines.push(formatDiagnostics(shown, colors));
    const where = commit === '' ? ref : `${commit.slice(0, 12)} on ${toSafeText(ref, 200)}`;
    lines.push(`${formatCounts(diagnostics)} in ${where} (${what})`);
  }
  if (hidden > 0) lines.push(`${countOf(hidden, 'more fault')}: run co validate on a checkout to see all`);
  const hint = formatHint(checked.flatMap(({ diagnostics }) => diagnostics.slice(0, 1)));
  return [...lines, ...(hint === '' ? [] : [hint])].join('\n');
}
