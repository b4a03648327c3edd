export type { PackageContent, PackageFile } from '../../margo/package-content.ts';
export { loadPackageContent } from '../../validate/load-package-content.ts';
