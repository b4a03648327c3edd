export type { Diagnostic, ReadResult } from '../documents/diagnostic.ts';
export { diagnosticsToError } from '../documents/diagnostics-to-error.ts';
export { formatDiagnostic } from '../documents/format-diagnostic.ts';
export { parsePointer } from '../documents/json-pointer.ts';
export { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
export { sortDiagnostics } from '../validate/sort-diagnostics.ts';
