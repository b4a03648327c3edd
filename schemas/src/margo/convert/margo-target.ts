import type { MargoDialect } from '../app-package.ts';

/** The dialects that are written: the one with compose files in the package, and the newest. */
export type MargoTarget = Extract<MargoDialect, 'pr1' | 'rc3'>;
