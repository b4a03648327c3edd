export { ColoError, type ColoErrorOptions, isColoError, type Place } from './errors/colo-error.ts';
export type { ErrorDefinition, ErrorKind } from './errors/error-definition.ts';
export { type ErrorCode, errorTable } from './errors/error-table.ts';
export { isName, isSiteName, MAX_NAME_LENGTH } from './names/is-name.ts';
