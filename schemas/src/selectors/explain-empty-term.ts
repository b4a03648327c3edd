import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import { suggestWord } from '../text/suggest-word.ts';
import { matchParts } from './match-term.ts';
import type { SelectorPart, SelectorTerm } from './selector.ts';
import { readLabel } from './site-groups.ts';

const MAX_LISTED = 5;

/** Why a term finds no host, and what may have been meant; a clause without a full stop. */
export function explainEmptyTerm(term: SelectorTerm, sites: readonly Site[], policy: FleetPolicy): string {
  if (sites.length === 0) return 'the infra repo has no sites';
  for (const part of term.parts) {
    if (matchParts([part], sites, policy).size === 0) return explainEmptyPart(part, sites, policy);
  }
  return 'each part matches something, but no host fits all of them';
}

function explainEmptyPart(part: SelectorPart, sites: readonly Site[], policy: FleetPolicy): string {
  switch (part.kind) {
    case 'place':
      return explainEmptyPlace(part.site, part.host, sites, policy);
    case 'group':
      return explainEmptyGroup(part.name, part.negated, policy);
    case 'site-label':
      return explainEmptyLabel(
        'site',
        part,
        sites.map(({ metadata }) => metadata.labels),
      );
    case 'host-label':
      return explainEmptyLabel(
        'host',
        part,
        sites.flatMap(({ spec }) => spec.hosts.map(({ labels }) => labels)),
      );
  }
}

function explainEmptyPlace(
  site: string,
  host: string | undefined,
  sites: readonly Site[],
  policy: FleetPolicy,
): string {
  const fitting = sites.filter(
    (candidate) => matchParts([{ kind: 'place', site }], [candidate], policy).size > 0,
  );
  const hosts = fitting.flatMap(({ spec }) => spec.hosts.map(({ name }) => name));
  if (host !== undefined && fitting.length > 0) return `there is no host ${host} there${meant(host, hosts)}`;
  const names = sites.map(({ metadata }) => metadata.name);
  if (names.includes(site)) return `site ${site} has no hosts`;
  const wider = site.replaceAll(/\*+/g, '**');
  const isTooNarrow =
    /(?:^|\/)\*(?:$|\/)/.test(site) && matchParts([{ kind: 'place', site: wider }], sites, policy).size > 0;
  if (isTooNarrow) return `"*" stays within one folder; ${wider} crosses folders`;
  return `there is no site ${site}${meant(site, names)}`;
}

function explainEmptyGroup(name: string, negated: boolean, policy: FleetPolicy): string {
  const names = (policy.spec.groups ?? []).map((group) => group.name);
  if (!names.includes(name)) return `colo.yaml has no group ${name}${meant(name, names)}`;
  return negated ? `every site is in group ${name}` : `group ${name} has no sites with hosts`;
}

function explainEmptyLabel(
  what: 'site' | 'host',
  { key, value, negated }: { readonly key: string; readonly value: string; readonly negated: boolean },
  labels: readonly (Readonly<Record<string, string>> | undefined)[],
): string {
  const keys = [...new Set(labels.flatMap((own) => Object.keys(own ?? {})))];
  if (negated) return `every ${what} has ${key}=${value}`;
  if (!keys.includes(key)) return `no ${what} has a label ${key}${meant(key, keys)}`;
  const values = [...new Set(labels.map((own) => readLabel(own, key)))]
    .filter((own) => own !== undefined)
    .sort();
  const listed = values.slice(0, MAX_LISTED).join(', ') + (values.length > MAX_LISTED ? ', …' : '');
  return `no ${what} has ${key}=${value}; there is ${listed}`;
}

function meant(word: string, known: readonly string[]): string {
  const suggestion = suggestWord(word, [...new Set(known)]);
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}
