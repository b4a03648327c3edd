export { readSite } from '../../documents/read-site.ts';
export type { Host, Site } from '../../generated/site.ts';
