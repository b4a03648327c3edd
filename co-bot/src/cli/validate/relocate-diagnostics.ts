import { join, relative } from 'node:path';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import type { MargoDocument } from '@colo/schemas/margo/documents';

/** Faults found below `root`, with file names as a person in `cwd` would type them. */
export function relocateDiagnostics(
  diagnostics: readonly Diagnostic[],
  root: string,
  cwd: string,
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, file: relocate(diagnostic.file, root, cwd) }));
}

/** As {@link relocateDiagnostics}, for what comparing a document will find. */
export function relocateDocument(document: MargoDocument, root: string, cwd: string): MargoDocument {
  return {
    ...document,
    locate(path) {
      const spot = document.locate(path);
      return { ...spot, file: relocate(spot.file, root, cwd) };
    },
  };
}

function relocate(file: string, root: string, cwd: string): string {
  return relative(cwd, join(root, file)) || '.';
}
