export {
  DEFAULT_SSH_PORT,
  DEFAULT_TRANSPORT,
  DEFAULT_WORKDIR,
} from '../../documents/host-address.ts';
export { readSite } from '../../documents/read-site.ts';
export type { Host, Site } from '../../generated/site.ts';
