export { type ConvertedPackage, convertPackage } from '../../margo/convert/convert-package.ts';
export type { MargoTarget } from '../../margo/convert/margo-target.ts';
