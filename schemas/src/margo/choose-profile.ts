import type { Host, Site } from '../generated/site.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { AppPackage, PackageProfile } from './app-package.ts';
import { listUnmetNeeds } from './choose/list-unmet-needs.ts';

export type ProfileChoice =
  | { readonly ok: true; readonly profile: PackageProfile }
  | { readonly ok: false; readonly unmet: readonly string[] };

/**
 * The profile that a host runs: the first listed one whose runtime the host offers and whose needs it meets. Margo
 * leaves the choice open; taking the first lets authors order profiles by preference.
 *
 * @param site labels of the site hold for its hosts, unless the host has the label itself
 * @returns where none fits, one sentence for everything that each profile lacks
 */
export function chooseProfile(pkg: AppPackage, host: Host, site: Site): ProfileChoice {
  const unmet: string[] = [];
  for (const profile of pkg.profiles) {
    const lacking = listLacking(profile, host, site);
    if (lacking.length === 0) return { ok: true, profile };
    unmet.push(...lacking);
  }
  return { ok: false, unmet };
}

function listLacking(profile: PackageProfile, host: Host, site: Site): readonly string[] {
  const { runtimes } = host.capabilities;
  const place = `profile ${toSafeText(profile.id, 100)}`;
  if (!runtimes.includes(profile.type)) {
    const offered = runtimes.length === 0 ? 'no runtime' : [...runtimes].sort().join(', ');
    return [`${place} needs runtime ${profile.type}; host ${host.name} offers ${offered}`];
  }
  const labels = { ...site.metadata.labels, ...host.labels };
  return listUnmetNeeds(profile.needs, host.capabilities, labels).map(
    ({ need, found }) => `${place} (runtime ${profile.type}) needs ${need}; host ${host.name} ${found}`,
  );
}
