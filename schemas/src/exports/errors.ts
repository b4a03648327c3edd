export { outcomeErrors } from '../errors/codes/outcomes.ts';
export { ColoError, isColoError, type Place } from '../errors/colo-error.ts';
export { type ErrorCode, errorTable } from '../errors/error-table.ts';
export { formatColoError } from '../errors/format-colo-error.ts';
