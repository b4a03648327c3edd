import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "github". Codes are stable: never renamed, never reused. */
export const githubErrors = {} as const satisfies Record<string, ErrorDefinition>;
