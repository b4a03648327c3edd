import type { Diagnostic } from '@colo/schemas/diagnostics';
import { toSafeMarkdown } from '@colo/schemas/text';
import { boundMarkdown } from './bounded-markdown.ts';

/** Faults as a list with file, line, column, rule and what to do, errors first, as far as they fit. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], limit: number): string {
  const body = boundMarkdown(limit, 100);
  const sorted = [...diagnostics].sort((one, other) => rank(one) - rank(other));
  let shown = 0;
  for (const { file, line, column, severity, code, message, fix } of sorted) {
    const place = `${toSafeMarkdown(file, 300)}:${line}:${column}`;
    if (
      !body.add(
        `- ${place}: ${severity} \`${code}\`: ${toSafeMarkdown(message, 600)} ${toSafeMarkdown(fix, 300)}`,
      )
    )
      break;
    shown += 1;
  }
  const rest = sorted.length - shown;
  return rest === 0 ? body.text() : `${body.text()}\n- … and ${rest} more.`;
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}
