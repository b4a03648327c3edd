/** Which hosts of which sites a command is for: the union of its terms. */
export interface Selector {
  readonly text: string;
  readonly terms: readonly SelectorTerm[];
}

/** Hosts that fit all parts. */
export interface SelectorTerm {
  readonly text: string;
  /** Where the term starts, counted from 1. */
  readonly column: number;
  readonly parts: readonly SelectorPart[];
}

export type SelectorPart =
  | { readonly kind: 'place'; readonly site: string; readonly host?: string }
  | { readonly kind: 'group'; readonly name: string; readonly negated: boolean }
  | {
      readonly kind: 'site-label' | 'host-label';
      readonly key: string;
      readonly value: string;
      readonly negated: boolean;
    };

/** A site and the chosen ones of its hosts, both sorted. */
export interface SelectedSite {
  readonly site: string;
  readonly hosts: readonly string[];
}
