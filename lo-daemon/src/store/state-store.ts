import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ActualState,
  type AdoptedRevision,
  type HostState,
  readActualState,
  writeActualState,
} from '@colo/schemas/documents/actual-state';
import { readStateFile } from './read-state-file.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** Where the state of this run came from. `nothing`: it is rebuilt by observing the hosts. */
export type StateOrigin = 'current' | 'previous' | 'nothing';

/**
 * ActualState: what LO knows of its hosts. A cache of the nodes on disk, written atomically with one previous
 * generation, and only when something changed. Lost or damaged, it is rebuilt by observation.
 */
export class StateStore {
  readonly #folder: string;
  readonly #site: string;
  #sequence = 0;
  #adopted: AdoptedRevision | undefined;
  #hosts: Readonly<Record<string, HostState>> = {};
  #written = '';
  #next: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(folder: string, site: string) {
    this.#folder = folder;
    this.#site = site;
  }

  /**
   * Reads the newest generation that is whole.
   *
   * @throws ColoError LO_STATE_UNREADABLE where one is there and cannot be read: nothing may be written over it
   */
  async load(): Promise<StateOrigin> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const origin of ['current', 'previous'] as const) {
      const file = origin === 'current' ? this.#file : this.#previousFile;
      const text = (await readStateFile(file))?.toString('utf8');
      const result = text === undefined ? undefined : readActualState(text, { file, site: this.#site });
      if (result?.ok !== true) continue;
      this.#sequence = result.value.metadata.sequence;
      this.#adopted = result.value.spec.adopted;
      this.#hosts = result.value.spec.hosts;
      // The previous generation is written anew as the current one.
      this.#written = origin === 'current' ? this.#describe() : '';
      return origin;
    }
    return 'nothing';
  }

  get adopted(): AdoptedRevision | undefined {
    return this.#adopted;
  }

  listHosts(): readonly string[] {
    return Object.keys(this.#hosts);
  }

  getHost(host: string): HostState | undefined {
    return Object.hasOwn(this.#hosts, host) ? this.#hosts[host] : undefined;
  }

  /** Changes what is known of a host; {@link save} makes it durable. */
  setHost(host: string, state: HostState): void {
    this.#hosts = { ...this.#hosts, [host]: state };
  }

  /** A host that left the inventory. */
  forgetHost(host: string): void {
    const { [host]: _gone, ...kept } = this.#hosts;
    this.#hosts = kept;
  }

  setAdopted(adopted: AdoptedRevision): void {
    this.#adopted = adopted;
  }

  /** Ends when all that was set before the call is on disk. Nothing changed: nothing is written. */
  save(): Promise<void> {
    // A save that has not begun will see what was set until now: everybody who comes meanwhile shares it.
    this.#next ??= this.#running.then(async () => {
      this.#next = undefined;
      await this.#write();
    });
    this.#running = this.#next.catch(() => undefined);
    return this.#next;
  }

  async #write(): Promise<void> {
    const described = this.#describe();
    if (described === this.#written) return;
    const state: ActualState = {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'ActualState',
      metadata: { site: this.#site, sequence: this.#sequence + 1 },
      spec: { ...(this.#adopted === undefined ? {} : { adopted: this.#adopted }), hosts: this.#hosts },
    };
    await writeFileAtomic(this.#file, writeActualState(state), { keepPreviousAs: this.#previousFile });
    this.#sequence += 1;
    this.#written = described;
  }

  /** All but when a host was looked at last: an observation that found nothing new costs no write. */
  #describe(): string {
    const hosts = Object.entries(this.#hosts).map(([host, { observedAt: _at, ...state }]) => [host, state]);
    return JSON.stringify([this.#adopted, hosts]);
  }

  get #file(): string {
    return join(this.#folder, 'actual-state.json');
  }

  get #previousFile(): string {
    return join(this.#folder, 'actual-state.previous.json');
  }
}
