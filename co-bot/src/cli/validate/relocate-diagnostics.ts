import { join, relative } from 'node:path';
import type { Diagnostic } from '@colo/schemas';

/** Faults found below `root`, with file names as a person in `cwd` would type them. */
export function relocateDiagnostics(
  diagnostics: readonly Diagnostic[],
  root: string,
  cwd: string,
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    file: relative(cwd, join(root, diagnostic.file)) || '.',
  }));
}
