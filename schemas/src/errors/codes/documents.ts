import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "documents". Codes are stable: never renamed, never reused. */
export const documentsErrors = {} as const satisfies Record<string, ErrorDefinition>;
