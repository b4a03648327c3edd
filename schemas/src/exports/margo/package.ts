export type { AppPackage } from '../../margo/app-package.ts';
export type { ModeOption } from '../../margo/check/deviations.ts';
export { checkImmutables } from '../../margo/check-immutables.ts';
export { readPackage } from '../../margo/read-package.ts';
