import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "margo". Codes are stable: never renamed, never reused. */
export const margoErrors = {} as const satisfies Record<string, ErrorDefinition>;
