/** The person who operates the world's fleet, and owns its repositories. */
export const OPERATOR = 'acme';
export const INFRA = `${OPERATOR}/infra`;
export const REGISTRY = `${OPERATOR}/app-registry`;

/** Login that the LO of a site reports as. */
export function loLogin(site: string): string {
  return `lo-${site.replaceAll('/', '-')}`;
}
