import type { HostState } from '@colo/schemas/documents/actual-state';
import type { Host } from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';
import type { ResolvedHost } from '@colo/schemas/resolve';
import { computeRenewalPause, type HostLease } from '../node/host-lease.ts';
import type { CleanUpReport, NodeClient } from '../node/node-client.ts';
import type { StateStore } from '../store/state-store.ts';
import { applyObservation } from './apply-observation.ts';
import { findTwin } from './find-twin.ts';
import { hasSickened } from './has-sickened.ts';
import type { HostStanding } from './host-standing.ts';
import { recordStanding } from './record-standing.ts';
import { missesSomething, SearchTimes } from './search-times.ts';

export interface HostSessionOptions {
  readonly site: string;
  readonly state: StateStore;
  /** {@link Settings.leaseSeconds} */
  readonly leaseSeconds: number;
  createClient(host: Host): NodeClient;
  /** What may be done on a host that says this of its lease. */
  judge(lease: HostLease | undefined): Promise<HostStanding>;
  /** The lease could not be renewed while something else went on. */
  onRenewalFailed(error: unknown): void;
}

/** What a look at a host has found out, besides what is in the state. */
export interface HostLook {
  readonly standing: HostStanding;
  /** True when the host is this LO's again, after others acted there. */
  readonly regained: boolean;
  /** For how long the youngest component is up; undefined where none runs, or nobody can tell. */
  readonly upSeconds: number | undefined;
}

/** The way to one host: one client as long as the inventory says the same, and observations into the state. */
export class HostSession {
  readonly #options: HostSessionOptions;
  #client: { readonly key: string; readonly client: NodeClient } | undefined;
  /** No answer of this host has reached this run of LO. */
  #fresh = true;
  #takeover = false;
  readonly #searches = new SearchTimes();
  #renewedAt = 0;

  constructor(options: HostSessionOptions) {
    this.#options = options;
  }

  /** The client for a host as the inventory has it now; another address or key makes another client. */
  async getClient(host: Host): Promise<NodeClient> {
    const key = JSON.stringify(host);
    if (this.#client?.key !== key) {
      await this.close();
      this.#searches.forget();
      this.#client = { key, client: this.#options.createClient(host) };
    }
    return this.#client.client;
  }

  /** {@link NodeClient.notice} */
  get notice(): string | undefined {
    return this.#client?.client.notice;
  }

  /** When the lease is to be renewed at the latest; on the monotonic clock, in milliseconds. */
  get renewAt(): number {
    return this.#renewedAt + computeRenewalPause(this.#options.leaseSeconds);
  }

  /** The next look moves the host's lease here, whoever holds it. */
  requestTakeover(): void {
    this.#takeover = true;
  }

  /**
   * Takes or renews the host's lease, looks at the host and records what is there. After a boot, what the node's own records
   * say is running is started first, where the lease is ours. What shows itself ill for the first time is looked at twice, and
   * what is missing is searched for.
   *
   * @param adopted commit that the host remembers where a person moves its lease
   * @throws ColoError of the transport and the node client
   */
  async observe(
    host: Host,
    desired: ResolvedHost | undefined,
    signal: AbortSignal,
    adopted?: string,
  ): Promise<HostLook> {
    const { state, site, judge } = this.#options;
    const client = await this.getClient(host);
    const asksTakeover = this.#takeover;
    const renewedAt = performance.now();
    const claim = asksTakeover ? 'takeover' : this.#fresh ? 'fresh' : 'renew';
    const commit = asksTakeover ? adopted : undefined;
    let search = this.#searches.isDue(renewedAt);
    let observation = await client.observe({ signal, claim, commit, search });
    this.#fresh = false;
    if (asksTakeover) this.#takeover = false;
    this.#renewedAt = renewedAt;
    const { bootId } = observation.facts;
    const known = state.getHost(host.name)?.bootId;
    const isOurs = observation.lease?.own !== false;
    if (isOurs && known !== undefined && known !== bootId) observation = await client.boot({ search });
    if (!search && missesSomething(state.getHost(host.name), observation)) {
      search = true;
      observation = await client.observe({ signal, search });
    }
    if (hasSickened(state.getHost(host.name), observation))
      observation = await client.observe({ signal, search });
    if (search) this.#searches.note(observation, renewedAt);
    const { lease } = observation;
    const standing = await judge(lease);
    // The host may have left the inventory meanwhile: what was forgotten stays so.
    signal.throwIfAborted();
    const twin = findTwin(host.name, observation.facts, state);
    if (twin !== undefined) {
      const message = `The host is the machine and workdir of ${twin}, under another name or address; nothing is done here.`;
      throw new ColoError('NODE_HOST_SAME', message, { place: { site, host: host.name } });
    }
    // Read only now: a quarantine may have been lifted while the host answered.
    const before = state.getHost(host.name);
    const at = new Date().toISOString();
    const after = applyObservation({ site, before, observation, desired, at });
    state.setHost(host.name, recordStanding(after, { before, lease, standing, at }));
    await state.save();
    const ups = observation.slots.flatMap(({ runs }) =>
      runs.kind === 'component' && runs.upSeconds !== undefined ? [runs.upSeconds] : [],
    );
    const upSeconds = ups.length === 0 ? undefined : Math.min(...ups);
    return { standing, regained: isRegained(before?.lease, lease), upSeconds };
  }

  /**
   * Renews the lease alone, or takes one that is free.
   *
   * @returns false when it is not where the last look found it: the host must be looked at
   * @throws ColoError of the transport and the node client
   */
  async renew(host: Host): Promise<boolean> {
    const renewedAt = performance.now();
    const lease = await (await this.getClient(host)).renew();
    this.#renewedAt = renewedAt;
    const known = this.#options.state.getHost(host.name)?.lease;
    return lease === undefined || (lease.own === known?.own && lease.number === known.number);
  }

  /** Renews the lease as long as something goes on that may take longer than a lease lasts. */
  async holding<T>(host: Host, work: () => Promise<T>): Promise<T> {
    let renewing: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      renewing = renewing.then(() => this.renew(host)).catch(this.#options.onRenewalFailed);
    }, computeRenewalPause(this.#options.leaseSeconds));
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await renewing;
    }
  }

  /** Removes from the host what nothing needs any more: old attempts, files and runners. */
  async cleanUp(host: Host): Promise<CleanUpReport> {
    const client = await this.getClient(host);
    return client.cleanUp({ contentDigests: [] });
  }

  async close(): Promise<void> {
    const { client } = this.#client ?? {};
    this.#client = undefined;
    await client?.close();
  }
}

/** A number that rose by more than this run's own start: others acted between, also where their lease was never seen. */
function isRegained(before: HostState['lease'], lease: HostLease | undefined): boolean {
  if (before === undefined || lease?.own !== true) return false;
  return !before.own || lease.number > before.number + 1;
}
