import { ColoError } from '../errors/colo-error.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * The error that stands for a document's faults: the first one speaks, all are in `data.diagnostics`.
 *
 * @param diagnostics at least one; errors come before warnings
 */
export function diagnosticsToError(diagnostics: readonly Diagnostic[]): ColoError {
  const first = diagnostics.find((each) => each.severity === 'error') ?? diagnostics[0];
  if (first === undefined) return new ColoError('INTERNAL', 'an error was made of no diagnostics');
  const others = diagnostics.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'fault' : 'faults'})`;
  return new ColoError(first.code, `${first.message}${more}`, {
    place: { file: first.file, line: first.line, column: first.column },
    fix: first.fix,
    data: { diagnostics },
  });
}
