import type { Host } from '@colo/schemas/documents/site';
import type { Actuator } from '../actuate/actuator.ts';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../daemon/logger.ts';
import type { NodeClient } from '../node/node-client.ts';
import type { Revision } from '../store/revision.ts';
import type { StateStore } from '../store/state-store.ts';
import { Semaphore } from '../transports/semaphore.ts';
import type { HostOutcome } from './host-outcome.ts';
import type { HistoryAnswer } from './host-standing.ts';
import { HostWorker } from './host-worker.ts';

export interface ReconcilerOptions {
  readonly settings: Settings;
  readonly state: StateStore;
  readonly actuator: Actuator;
  readonly log: Logger;
  createClient(host: Host): NodeClient;
  onChange(host: string): void;
  onRegained?(host: string): void;
  checkHistory?(commit: string, revision: Revision): Promise<HistoryAnswer>;
}

/** A turn that ends with less than this to wait is not at its end. In milliseconds. */
const SHORT_PAUSE_MS = 0;

/**
 * Step D of the flow: brings every host of the site to the newest revision. There is one wanted revision, never a
 * queue; each host has a worker of its own, and one that is down holds up nobody.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #acting: Semaphore;
  readonly #workers = new Map<string, HostWorker>();
  readonly #running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();
  #revision: Revision | undefined;
  #signal: AbortSignal | undefined;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#acting = new Semaphore(options.settings.hostConcurrency);
  }

  get revision(): Revision | undefined {
    return this.#revision;
  }

  /** The newest wins: whatever the workers wait for, they see it at once. */
  setRevision(revision: Revision): void {
    this.#revision = revision;
    const hosts = new Set(revision.site.spec.hosts.map(({ name }) => name));
    this.#forgetOthers(hosts);
    for (const host of hosts) this.#ensureWorker(host);
    for (const worker of this.#workers.values()) worker.noticeRevision();
  }

  getWorker(host: string): HostWorker | undefined {
    return this.#workers.get(host);
  }

  listWorkers(): readonly (readonly [string, HostWorker])[] {
    return [...this.#workers];
  }

  /** Looks at every host again, now. */
  wake(): void {
    for (const worker of this.#workers.values()) worker.wake();
  }

  /** Looks at every host again soon: what was heard is no reason to look at them as often as it is said. */
  hint(): void {
    for (const worker of this.#workers.values()) worker.hint();
  }

  /** Moves the leases of all hosts or one here, at the look that follows. @returns the hosts of this name */
  requestTakeover(host: string | undefined): readonly string[] {
    const asked = [...this.#workers].filter(([name]) => host === undefined || host === name);
    for (const [, worker] of asked) worker.requestTakeover();
    return asked.map(([name]) => name);
  }

  /** Looks once at each of these hosts, and does nothing more. */
  async look(hosts: readonly string[], signal: AbortSignal): Promise<void> {
    await Promise.all(hosts.map((host) => this.#workers.get(host)?.look(signal)));
  }

  /** Lifts quarantine and backoff of all hosts or one, all applications or one. */
  async retry(host: string | undefined, applicationId: string | undefined): Promise<void> {
    for (const name of this.listMeant(host, applicationId))
      await this.#workers.get(name)?.retry(applicationId);
  }

  /** The hosts that are meant by a name, or by none, and by an application on it; none where there is no such thing. */
  listMeant(host: string | undefined, applicationId: string | undefined): readonly string[] {
    return [...this.#workers.keys()].filter(
      (name) => (host === undefined || host === name) && this.#hasApplication(name, applicationId),
    );
  }

  /** Works until the signal is aborted; jobs on the nodes go on. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    for (const [host, worker] of this.#workers) this.#startWorker(host, worker);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Does all that can be done now on every host, and says where they stand. */
  async runOnce(signal: AbortSignal): Promise<HostOutcome> {
    const workers = [...this.#workers.values()];
    await Promise.all(
      workers.map(async (worker) => {
        while ((await worker.pass(signal)) <= SHORT_PAUSE_MS && !signal.aborted);
      }),
    );
    return this.getOutcome();
  }

  /** The worst of all hosts. */
  getOutcome(): HostOutcome {
    const outcomes = [...this.#workers.values()].map((worker) => worker.getOutcome());
    return (
      outcomes.find((outcome) => outcome === 'failed') ??
      outcomes.find((outcome) => outcome === 'waiting') ??
      'converged'
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.close()));
  }

  /** True where an application is desired on a host or known there, and of every host where none is named. */
  #hasApplication(host: string, applicationId: string | undefined): boolean {
    if (applicationId === undefined) return true;
    const desired = this.#revision?.hosts.get(host);
    const known = this.#options.state.getHost(host);
    const hasPurge = [desired?.purges, known?.purges].some((purges) =>
      Object.hasOwn(purges ?? {}, applicationId),
    );
    return (
      hasPurge ||
      Object.hasOwn(known?.applications ?? {}, applicationId) ||
      desired?.applications.some((each) => each.applicationId === applicationId) === true
    );
  }

  #ensureWorker(host: string): void {
    if (this.#workers.has(host)) return;
    const worker = new HostWorker({
      ...this.#options,
      host,
      acting: this.#acting,
      getRevision: () => this.#revision,
    });
    this.#workers.set(host, worker);
    if (this.#signal !== undefined) this.#startWorker(host, worker);
  }

  #startWorker(host: string, worker: HostWorker): void {
    if (this.#signal === undefined) return;
    const stop = new AbortController();
    const done = worker.run(AbortSignal.any([stop.signal, this.#signal]));
    this.#running.set(host, { stop, done });
  }

  /** What left the inventory is no longer ours to touch: its record goes, and whatever runs there stays. */
  #forgetOthers(hosts: ReadonlySet<string>): void {
    const { state, log } = this.#options;
    for (const host of new Set([...state.listHosts(), ...this.#workers.keys()])) {
      if (hosts.has(host)) continue;
      log.warn('host left the inventory: forgotten, nothing is removed there', { host });
      state.forgetHost(host);
      this.#running.get(host)?.stop.abort();
      this.#running.delete(host);
      this.#workers.delete(host);
    }
  }
}
