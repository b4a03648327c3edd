// Errors and safe text alone: for programs that start before they know whether they need documents.
export { ColoError, isColoError } from './errors/colo-error.ts';
export { toSafeText } from './text/to-safe-text.ts';
