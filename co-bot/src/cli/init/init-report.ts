import type { PublishedCheckout } from './publish-checkout.ts';

/** What `co init` did for one of the two repositories. */
export interface InitReport {
  readonly role: 'app-registry' | 'infra';
  readonly repository: string;
  readonly folder: string;
  /** Files that were not there before. */
  readonly written: readonly string[];
  /** Absent where the forge was not asked. */
  readonly forge?: PublishedCheckout;
}
