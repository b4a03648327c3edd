import type { Settings } from '../config/settings.ts';
import { Alarm } from '../daemon/alarm.ts';
import { computeBackoff } from '../daemon/compute-backoff.ts';
import type { Logger } from '../daemon/logger.ts';
import type { Reconciler } from '../reconcile/reconciler.ts';
import type { BlobStore } from '../store/blob-store.ts';
import type { Revision } from '../store/revision.ts';
import { openSeal } from './seal-key.ts';
import { SecretKeeper } from './secret-keeper.ts';

export interface SiteSecretsOptions {
  readonly settings: Settings;
  readonly blobs: BlobStore;
  readonly log: Logger;
  readonly reconciler: Pick<Reconciler, 'revision' | 'setRevision'>;
}

/**
 * Keeps what the reconciler wants in step with the site's secrets: a secret that changed, came or went makes another
 * revision of the same commit, and the diff does the rest.
 */
export class SiteSecrets {
  readonly #options: SiteSecretsOptions;
  readonly #keeper: SecretKeeper;
  readonly #alarm = new Alarm();
  /** A revision that is to be wanted as soon as its secrets were looked at. */
  #next: Revision | undefined;
  /** One at a time: what was read later is wanted later. */
  #tail: Promise<void> = Promise.resolve();

  constructor(options: SiteSecretsOptions) {
    const { settings, blobs } = options;
    this.#options = options;
    this.#keeper = new SecretKeeper({ settings, blobs, openSeal: () => openSeal(settings.stateDir) });
  }

  /** Wants a revision, with the secrets as they are now. */
  async want(revision: Revision): Promise<void> {
    this.#next = revision;
    await this.refresh();
    // Another revision may miss what the one before had no need of.
    this.#alarm.ring();
  }

  /** Looks at the secrets of the wanted revision again. */
  refresh(): Promise<void> {
    const done = this.#tail.then(() => this.#refresh());
    this.#tail = done.catch(() => undefined);
    return done;
  }

  /** Looks again, now. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Looks at every drift check, and soon again while one is missing, until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { settings, log } = this.#options;
    let misses = 0;
    while (!signal.aborted) {
      this.#alarm.reset();
      await this.refresh().catch((error: unknown) => log.warn('secrets not looked at', { error }));
      misses = this.#isMissing() ? misses + 1 : 0;
      const pause = misses === 0 ? settings.drift.everyMs : computeBackoff(misses, settings.retry);
      await this.#alarm.wait(Math.min(pause, settings.drift.everyMs), signal);
    }
  }

  #isMissing(): boolean {
    return [...(this.#options.reconciler.revision?.hosts.values() ?? [])].some(({ applications }) =>
      applications.some(({ components }) =>
        components.some(({ blocked }) => blocked?.code === 'LO_SECRET_UNAVAILABLE'),
      ),
    );
  }

  async #refresh(): Promise<void> {
    const { reconciler, log } = this.#options;
    const next = this.#next;
    const revision = next ?? reconciler.revision;
    if (revision === undefined) return;
    const sealed = await this.#keeper.seal(revision);
    if (sealed === reconciler.revision) return;
    if (next === undefined) log.info('secrets of the site changed', { commit: revision.record.commit });
    // One that came meanwhile has its own turn.
    if (this.#next === next) this.#next = undefined;
    reconciler.setRevision(sealed);
  }
}
