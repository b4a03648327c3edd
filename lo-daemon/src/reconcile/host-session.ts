import type { Host } from '@colo/schemas/documents/site';
import type { ResolvedHost } from '@colo/schemas/resolve';
import type { CleanUpReport, NodeClient } from '../node/node-client.ts';
import type { StateStore } from '../store/state-store.ts';
import { applyObservation } from './apply-observation.ts';
import { hasSickened } from './has-sickened.ts';

export interface HostSessionOptions {
  readonly site: string;
  readonly state: StateStore;
  createClient(host: Host): NodeClient;
}

/** The way to one host: one client as long as the inventory says the same, and observations into the state. */
export class HostSession {
  readonly #options: HostSessionOptions;
  #client: { readonly key: string; readonly client: NodeClient } | undefined;

  constructor(options: HostSessionOptions) {
    this.#options = options;
  }

  /** The client for a host as the inventory has it now; another address or key makes another client. */
  async getClient(host: Host): Promise<NodeClient> {
    const key = JSON.stringify(host);
    if (this.#client?.key !== key) {
      await this.close();
      this.#client = { key, client: this.#options.createClient(host) };
    }
    return this.#client.client;
  }

  /**
   * Looks at the host and records what is there. After a boot, what the node's own records say is running is started
   * first. What shows itself ill for the first time is looked at twice.
   *
   * @returns for how many seconds the youngest component is up; undefined where none runs
   * @throws ColoError of the transport and the node client
   */
  async observe(
    host: Host,
    desired: ResolvedHost | undefined,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { state, site } = this.#options;
    const client = await this.getClient(host);
    let observation = await client.observe({ signal });
    const { bootId } = observation.facts;
    const known = state.getHost(host.name)?.bootId;
    if (known !== undefined && known !== bootId) observation = await client.boot();
    if (hasSickened(state.getHost(host.name), observation)) observation = await client.observe({ signal });
    // The host may have left the inventory meanwhile: what was forgotten stays so.
    signal.throwIfAborted();
    // Read only now: a quarantine may have been lifted while the host answered.
    const before = state.getHost(host.name);
    const at = new Date().toISOString();
    state.setHost(host.name, applyObservation({ site, before, observation, desired, at }));
    await state.save();
    const ups = observation.slots.flatMap(({ runs }) =>
      runs.kind === 'component' && runs.upSeconds !== undefined ? [runs.upSeconds] : [],
    );
    return ups.length === 0 ? undefined : Math.min(...ups);
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
