import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { Host, Site } from '../generated/site.ts';
import { compileGlob } from './glob.ts';
import type { SelectorPart } from './selector.ts';
import { isInGroup, readLabel } from './site-groups.ts';

/** Decides by site first, so that hosts are looked at only where the site fits. */
interface PartMatcher {
  matchesSite(site: Site): boolean;
  matchesHost(host: Host): boolean;
}

/** Turns a part into a matcher; globs are compiled once for the whole fleet. */
function compilePart(part: SelectorPart, policy: FleetPolicy): PartMatcher {
  switch (part.kind) {
    case 'place': {
      const matchesSite = compileGlob(part.site);
      const matchesHost = part.host === undefined ? () => true : compileGlob(part.host);
      return {
        matchesSite: ({ metadata }) => matchesSite(metadata.name),
        matchesHost: ({ name }) => matchesHost(name),
      };
    }
    case 'group': {
      const groups = (policy.spec.groups ?? []).filter(({ name }) => name === part.name);
      // A group that does not exist is a mistake, whichever way it is asked for.
      if (groups.length === 0) return { matchesSite: () => false, matchesHost: () => false };
      return {
        matchesSite: (site) => groups.some((group) => isInGroup(group, site)) !== part.negated,
        matchesHost: () => true,
      };
    }
    case 'site-label':
      return {
        matchesSite: ({ metadata }) => (readLabel(metadata.labels, part.key) === part.value) !== part.negated,
        matchesHost: () => true,
      };
    case 'host-label':
      return {
        matchesSite: () => true,
        matchesHost: ({ labels }) => (readLabel(labels, part.key) === part.value) !== part.negated,
      };
  }
}

/** By site name, the hosts that fit all parts; sites without such a host are left out. */
export function matchParts(
  parts: readonly SelectorPart[],
  sites: readonly Site[],
  policy: FleetPolicy,
): ReadonlyMap<string, readonly string[]> {
  const matchers = parts.map((part) => compilePart(part, policy));
  const found = new Map<string, readonly string[]>();
  for (const site of sites) {
    if (!matchers.every((matcher) => matcher.matchesSite(site))) continue;
    const hosts = site.spec.hosts.filter((host) => matchers.every((matcher) => matcher.matchesHost(host)));
    if (hosts.length > 0)
      found.set(
        site.metadata.name,
        hosts.map(({ name }) => name),
      );
  }
  return found;
}
