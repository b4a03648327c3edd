import { createHash } from 'node:crypto';

/**
 * The owner mark that everything of a site carries on its nodes: 64 hex digits over the infra repo and the site, so
 * that two repos, or two sites, never take each other's components for their own.
 *
 * @param infraRepository the infra repo's address as LO's configuration names it
 */
export function computeOwner(infraRepository: string, site: string): string {
  return createHash('sha256')
    .update(JSON.stringify([infraRepository, site]))
    .digest('hex');
}
