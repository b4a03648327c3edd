import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import { suggestWord } from '../text/suggest-word.ts';
import type { SiteListing } from './list-sites.ts';

/**
 * Sites that the fleet policy names without wildcards, and that are not there. Warnings: a site may come later. In a fleet
 * without any site nothing is said.
 */
export function checkPolicySites(
  { spec }: FleetPolicy,
  parsed: ParsedYaml,
  listing: SiteListing,
): readonly Diagnostic[] {
  const known = [...listing.listNames()];
  if (known.length === 0) return [];
  return (['deploy', 'groups'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ sites = [] }, index) =>
      sites.flatMap((site, place) => {
        if (/[*?]/.test(site) || listing.has(site)) return [];
        const near = suggestWord(site, known);
        const hint = near === undefined ? '' : `; did you mean ${near}?`;
        const message = `${list}[${index}].sites[${place}] names ${site}, which is no site of this repository${hint}`;
        const spot = parsed.locate(['spec', list, index, 'sites', place]);
        const fix = near === undefined ? {} : { fix: `Write ${near}.` };
        return [makeDiagnostic('POLICY_SITE_UNKNOWN', message, spot, { severity: 'warning', ...fix })];
      }),
    ),
  );
}
