export { createSitesCheck, type SitesCheckOptions, type SitesReport } from '../../validate/check-sites.ts';
export type { SiteFiles } from '../../validate/list-sites.ts';
export { validateInfraTree } from '../../validate/validate-infra-tree.ts';
