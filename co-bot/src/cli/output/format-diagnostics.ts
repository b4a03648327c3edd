import { type Diagnostic, formatDiagnostic } from '@colo/schemas/diagnostics';
import { toSafeText } from '@colo/schemas/text';
import type { Colors } from './choose-colors.ts';

const MAX_LINE_LENGTH = 2000;

/** One line a fault, as compilers and editors read them: `file:line:column: error CODE: … Fix: …`. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], colors: Colors): string {
  return diagnostics
    .map((diagnostic) => {
      const line = toSafeText(formatDiagnostic(diagnostic), MAX_LINE_LENGTH);
      return diagnostic.severity === 'error' ? colors.red(line) : colors.yellow(line);
    })
    .join('\n');
}

/** Where more is said of the codes above, in one line; the first of them is the example. Empty where there are none. */
export function formatHint(diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics;
  return first === undefined ? '' : `\`co explain ${first.code}\` says more of a code.`;
}

/** `3 errors and 1 warning`; `no errors` where all is well. */
export function formatCounts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const said = errors === 0 ? 'no errors' : countOf(errors, 'error');
  return warnings === 0 ? said : `${said} and ${countOf(warnings, 'warning')}`;
}

/** `1 host`, `2 hosts`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
