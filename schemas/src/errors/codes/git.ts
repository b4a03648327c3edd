import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "git". Codes are stable: never renamed, never reused. */
export const gitErrors = {} as const satisfies Record<string, ErrorDefinition>;
