export { checkPackageContent } from '../../margo/check-package-content.ts';
export { loadPackage } from '../../validate/load-package.ts';
