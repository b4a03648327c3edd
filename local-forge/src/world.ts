import type { ForgeFaults, ForgeLogEntry } from './forge-types.ts';
import type { Store } from './store/create-store.ts';
import type { Webhooks } from './webhooks/create-webhooks.ts';

/** What every handler can reach. */
export interface World {
  readonly store: Store;
  readonly webhooks: Webhooks;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly base: string;
  readonly root: string;
  readonly now: () => Date;
  readonly log: (entry: ForgeLogEntry) => void;
  readonly faults: { current: ForgeFaults };
}
