import { compareCodePoints } from '../digests/compare-code-points.ts';
import { ColoError } from '../errors/colo-error.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import { explainEmptyTerm } from './explain-empty-term.ts';
import { matchParts } from './match-term.ts';
import type { SelectedSite, Selector, SelectorTerm } from './selector.ts';

/** What one term of a selector finds. */
export interface TermExplanation {
  readonly term: string;
  readonly column: number;
  readonly sites: number;
  readonly hosts: number;
  /** Why nothing is found and what may have been meant; absent where something is. */
  readonly problem?: string;
}

/**
 * The hosts that a selector chooses, sorted by site and host.
 *
 * @throws ColoError SELECTOR_MATCHES_NOTHING when any term finds nothing: a mistyped site must not be skipped silently
 */
export function selectTargets(
  selector: Selector,
  sites: readonly Site[],
  policy: FleetPolicy,
): readonly SelectedSite[] {
  const chosen = new Map<string, Set<string>>();
  for (const term of selector.terms) {
    const found = matchParts(term.parts, sites, policy);
    if (found.size === 0) throw emptyTermError(term, sites, policy);
    for (const [site, hosts] of found) chosen.set(site, new Set([...(chosen.get(site) ?? []), ...hosts]));
  }
  return [...chosen]
    .sort(([left], [right]) => compareCodePoints(left, right))
    .map(([site, hosts]) => ({ site, hosts: [...hosts].sort(compareCodePoints) }));
}

/** Term by term, how much a selector finds, and what is wrong with a term that finds nothing. Never throws. */
export function explainSelector(
  selector: Selector,
  sites: readonly Site[],
  policy: FleetPolicy,
): readonly TermExplanation[] {
  return selector.terms.map((term) => {
    const found = matchParts(term.parts, sites, policy);
    const hosts = [...found.values()].reduce((sum, names) => sum + names.length, 0);
    const counts = { term: term.text, column: term.column, sites: found.size, hosts };
    return found.size > 0 ? counts : { ...counts, problem: explainEmptyTerm(term, sites, policy) };
  });
}

function emptyTermError(term: SelectorTerm, sites: readonly Site[], policy: FleetPolicy): ColoError {
  const problem = explainEmptyTerm(term, sites, policy);
  return new ColoError(
    'SELECTOR_MATCHES_NOTHING',
    `The term ${JSON.stringify(term.text)} (column ${term.column}) matches no host: ${problem}.`,
    { place: { column: term.column }, data: { term: term.text } },
  );
}
