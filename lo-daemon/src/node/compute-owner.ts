import { createHash } from 'node:crypto';

/**
 * The owner mark that everything of a site carries on its nodes: 64 hex digits over the infra repo and the site, so
 * that two repos, or two sites, never take each other's components for their own.
 *
 * @param infraRepository the infra repo's address as LO's configuration names it; spellings that every Git server takes for
 *   the same (host in capitals, a slash or `.git` at the end) give the same mark
 */
export function computeOwner(infraRepository: string, site: string): string {
  return createHash('sha256')
    .update(JSON.stringify([normalizeAddress(infraRepository), site]))
    .digest('hex');
}

function normalizeAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address).href : address;
  return url.replace(/\/+$/, '').replace(/\.git$/, '');
}
