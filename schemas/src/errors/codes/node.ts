import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "node". Codes are stable: never renamed, never reused. */
export const nodeErrors = {} as const satisfies Record<string, ErrorDefinition>;
