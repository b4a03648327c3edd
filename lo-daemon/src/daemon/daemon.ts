import type { Event } from '@colo/schemas/documents/event';
import { ColoError } from '@colo/schemas/errors';
import { parseStatusContext } from '@colo/schemas/status';
import { Actuator } from '../actuate/actuator.ts';
import { checkAllPluginSettings } from '../config/check-all-plugin-settings.ts';
import type { Settings } from '../config/settings.ts';
import { AdoptedHistory } from '../git/adopted-history.ts';
import { GitManager } from '../git/git-manager.ts';
import type { GitPolled } from '../git/git-polled.ts';
import { GitRepository } from '../git/git-repository.ts';
import { GitWatcher } from '../git/git-watcher.ts';
import type { TakeOutcome } from '../git/take-outcome.ts';
import { computeOwner } from '../node/compute-owner.ts';
import type { LeaseIdentity } from '../node/host-lease.ts';
import type { HostOutcome } from '../reconcile/host-outcome.ts';
import type { ReportRoute } from '../reconcile/host-worker.ts';
import { Reconciler } from '../reconcile/reconciler.ts';
import type { Subject } from '../report/list-changed-subjects.ts';
import { nameReporters } from '../report/name-reporters.ts';
import { Outbox } from '../report/outbox.ts';
import { OutboxSender } from '../report/outbox-sender.ts';
import { SiteReports } from '../report/site-reports.ts';
import { getReporter } from '../reporters/registry.ts';
import { getRuntime } from '../runtimes/registry.ts';
import { SiteSecrets } from '../secrets/site-secrets.ts';
import { loadRevision } from '../store/load-revision.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { Revision } from '../store/revision.ts';
import { connectHost } from './connect-host.ts';
import { describeStatus, type LoStatus } from './describe-status.ts';
import { type LockPurpose, lockStateDir, type StateLock } from './lock-state-dir.ts';
import type { Logger } from './logger.ts';
import { openIdentity } from './open-identity.ts';
import { SeenRequests } from './seen-requests.ts';

/**
 * One LO: the watcher wakes, the manager takes revisions into the store, the reconciler brings the hosts there, and
 * reports leave by the outbox. Steps C to F of the flow, wired together.
 */
export class Daemon {
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #lock: StateLock;
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #seen: SeenRequests;
  readonly #manager: GitManager;
  readonly #watcher: GitWatcher;
  readonly #reconciler: Reconciler;
  readonly #reports: SiteReports;
  readonly #senders: readonly OutboxSender[];
  readonly #secrets: SiteSecrets;
  readonly #history: AdoptedHistory;
  /** Where the server has the infra repo, when not where we ask. */
  #movedTo: string | undefined;
  #noting: Promise<void> = Promise.resolve();

  private constructor(settings: Settings, log: Logger, lock: StateLock, lease: LeaseIdentity) {
    const { site, stateDir, infra, markedAs, drift, retry } = settings;
    const store = openStore(stateDir, site);
    const owner = computeOwner(markedAs, site);
    const repository = new GitRepository({ folder: store.gitDir, infra });
    this.#settings = settings;
    this.#log = log;
    this.#lock = lock;
    this.#store = store;
    this.#outbox = new Outbox(store.outbox);
    this.#seen = new SeenRequests(stateDir);
    this.#manager = new GitManager({ settings, repository, log, ...store });
    store.blobs.refillBy(() => this.#refill());
    this.#reports = new SiteReports({
      site,
      outbox: this.#outbox,
      state: store.state,
      driftMode: drift.mode,
    });
    this.#reconciler = new Reconciler({
      settings,
      state: store.state,
      actuator: new Actuator({ settings, owner, blobs: store.blobs, getRuntime }),
      log,
      createClient: (host) => connectHost(host, settings, owner, lease),
      onChange: (host) => this.#noteHost(host),
      onRegained: (host) => this.#noteRegained(host),
      checkHistory: (commit, revision) => this.#history.contains(commit, revision),
    });
    this.#secrets = new SiteSecrets({
      settings,
      blobs: store.blobs,
      log,
      reconciler: this.#reconciler,
    });
    this.#watcher = new GitWatcher({
      infra,
      maxBackoffMs: retry.maxMs,
      onPolled: (polled, signal) => this.#takePolled(polled, signal),
      onError: (error, failures) =>
        log[failures === 1 ? 'warn' : 'debug']('poll failed', { failures, error }),
      onMoved: (address) => {
        if (address !== this.#movedTo)
          log.warn('the infra repo was renamed: it is followed, until something else has its old name', {
            repository: infra.repository,
            address,
          });
        this.#movedTo = address;
      },
    });
    this.#history = new AdoptedHistory({
      repository,
      manager: this.#manager,
      rewind: settings.guard.rewind,
      onUnknown: () => this.#watcher.wake(),
    });
    const names = nameReporters(settings.reporters);
    this.#senders = settings.reporters.map(({ type, settings: own }, index) => {
      const { name: repositoryName, credential } = infra;
      const environment = { site, repository: repositoryName, credential, log };
      return new OutboxSender({
        name: names[index] ?? type,
        sender: getReporter(type).create(own, environment),
        outbox: this.#outbox,
        backoff: retry,
        log,
        route: (context) => this.#chooseRoute(context),
      });
    });
  }

  /**
   * Takes the state folder and reads what is there. Nothing is contacted yet.
   *
   * @throws ColoError LO_CONFIG_INVALID, LO_ALREADY_RUNNING, LO_STATE_UNREADABLE, LO_STATE_UNWRITABLE,
   * GIT_PROGRAM_MISSING
   */
  static async open(settings: Settings, log: Logger, purpose?: LockPurpose): Promise<Daemon> {
    checkAllPluginSettings(settings);
    const lock = await lockStateDir(settings.stateDir, purpose);
    try {
      const identity = await openIdentity(settings.stateDir, settings.leaseSeconds);
      const daemon = new Daemon(settings, log, lock, identity);
      await daemon.#load();
      return daemon;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Polls once, does all that can be done now, and sends what can be sent. */
  async runOnce(signal: AbortSignal): Promise<HostOutcome> {
    let polled = await this.#watcher.pollOnce(signal);
    await this.#secrets.refresh();
    let outcome = await this.#reconciler.runOnce(signal);
    if (this.#history.asks) {
      // A host knows of a commit that only older history, or another poll, can tell of.
      polled = await this.#watcher.pollOnce(signal);
      outcome = await this.#reconciler.runOnce(signal);
    }
    await this.#noting;
    await Promise.all(this.#senders.map((sender) => sender.flush(signal)));
    if (!polled || this.#reconciler.revision === undefined) return 'waiting';
    return this.#manager.refused === undefined ? outcome : 'failed';
  }

  /** Works until the signal is aborted. Jobs that are at work on nodes go on without LO. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#watcher.run(signal),
      this.#secrets.run(signal),
      this.#reconciler.run(signal),
      ...this.#senders.map((sender) => sender.run(signal)),
    ]);
  }

  /** What the last poll failed with. */
  get pollError(): unknown {
    return this.#watcher.lastError;
  }

  /** Polls now: what wakes LO from outside knows of commits, not of hosts. */
  poll(): void {
    this.#watcher.wake();
  }

  /** Polls, and looks at every host, now. */
  wake(): void {
    this.#watcher.wake();
    this.#secrets.wake();
    this.#reconciler.wake();
    for (const sender of this.#senders) sender.wake();
  }

  /** Tries again what failed: on one host or all, one application or all. */
  async retry(host: string | undefined, applicationId: string | undefined): Promise<void> {
    this.#log.info('retry requested', { host, application: applicationId });
    await this.#secrets.refresh();
    await this.#reconciler.retry(host, applicationId);
  }

  /**
   * Checks names that a person gave.
   *
   * @throws ColoError LO_NOTHING_ADOPTED; USAGE where the adopted inventory has no such host, or nothing of the
   * application is desired or known there
   */
  checkNames(host: string | undefined, applicationId?: string): void {
    if (this.#reconciler.revision === undefined)
      throw new ColoError(
        'LO_NOTHING_ADOPTED',
        'No desired state was adopted yet, so that this LO knows of no host.',
        {
          fix: 'Run `lo once` first, or wait until `lo run` has reached the infra repo; `lo status` says why it has not.',
        },
      );
    const fix = '`lo status` lists the hosts, and the applications of each.';
    if (this.#reconciler.listMeant(host, undefined).length === 0)
      throw new ColoError('USAGE', `The adopted inventory has no host ${host ?? 'at all'}.`, { fix });
    if (this.#reconciler.listMeant(host, applicationId).length === 0)
      throw new ColoError('USAGE', `There is no application ${applicationId} on ${host ?? 'any host'}.`, {
        fix,
      });
  }

  /**
   * Moves the leases of one host, or of all, to this LO at the next look, which is now.
   *
   * @returns the hosts that are meant
   * @throws ColoError of {@link checkNames}
   */
  takeOver(host: string | undefined): readonly string[] {
    this.checkNames(host);
    const hosts = this.#reconciler.requestTakeover(host);
    this.#log.info('takeover requested', { host, hosts: hosts.length });
    return hosts;
  }

  /** Looks once at hosts, so that a takeover that was requested takes place although nobody runs. */
  async look(hosts: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#reconciler.look(hosts, signal);
    await this.#noting;
  }

  describe(): LoStatus {
    return describeStatus({
      settings: this.#settings,
      revision: this.#reconciler.revision,
      refused: this.#manager.refused,
      state: this.#store.state,
      reconciler: this.#reconciler,
      pollError: this.#watcher.lastError,
      senders: this.#senders,
      full: this.#outbox.listFull(),
    });
  }

  async close(): Promise<void> {
    await this.#reconciler.close();
    await this.#noting;
    await this.#store.state.save();
    await this.#store.outbox.close();
    await this.#lock.release();
  }

  async #load(): Promise<void> {
    const { state } = this.#store;
    const origin = await state.load();
    if (origin !== 'current') this.#log.warn('state is not the newest; hosts are observed first', { origin });
    await this.#outbox.load();
    await this.#seen.load();
    await this.#manager.prepare();
    if (this.#manager.refused !== undefined) this.#reports.restoreRefusal(this.#manager.refused);
    const revision = await loadRevision(this.#settings.site, this.#store, (record) =>
      this.#manager.refill(record),
    );
    if (revision !== undefined) await this.#secrets.want(revision);
  }

  /** A file of the store is damaged: what the revision at work needs is taken from Git once more. */
  async #refill(): Promise<void> {
    const record = this.#reconciler.revision?.record;
    if (record === undefined) return;
    this.#log.warn('a file of the store is damaged: the files of the revision are taken from Git again');
    await this.#manager.refill(record);
  }

  async #takePolled(polled: GitPolled, signal: AbortSignal): Promise<void> {
    const outcome = await this.#manager.take(polled, this.#reconciler.revision, signal);
    await this.#noteOutcome(outcome);
    await this.#manager.keep(outcome);
    if (outcome.kind === 'adopted') await this.#adopt(outcome.revision, outcome.changed);
    const event = await this.#manager.readEvent(polled, signal);
    if (event !== undefined) await this.#takeEvent(event);
    if (await this.#history.settle(this.#reconciler.revision, signal)) this.#reconciler.wake();
  }

  /**
   * Step F: CO recorded what this site reported. Whether what runs is what is desired is looked at once more, until it is,
   * which is a noop. An event is a hint: it says where to look, never what to run.
   */
  async #takeEvent({ spec }: Event): Promise<void> {
    this.#log.info('event received: hosts are looked at again', { commit: spec.commit });
    for (const { host, applicationId } of await this.#seen.takeNew(spec.retry ?? []))
      await this.retry(host, applicationId);
    this.#reconciler.hint();
  }

  async #noteOutcome(outcome: TakeOutcome): Promise<void> {
    if (outcome.kind === 'unchanged') {
      if (outcome.same !== undefined) await this.#reports.noteUnchanged(outcome.same);
      return;
    }
    if (outcome.kind === 'adopted') {
      const { revision, changed, steps } = outcome;
      const { commit, statusCommit } = revision.record;
      this.#log.info('revision adopted', {
        commit,
        statusCommit,
        changed: changed.length,
        commits: steps.length,
      });
      await this.#reports.noteAdopted(revision, changed, steps);
    } else {
      const { commit, code, message, fix } = outcome.refusal;
      this.#log.error('revision refused; what runs goes on', { commit, code, reason: message, fix });
      await this.#reports.noteRefused(outcome.refusal, outcome.subjects);
    }
    this.#wakeSenders();
  }

  async #adopt(revision: Revision, changed: readonly Subject[]): Promise<void> {
    const { commit, siteTree, statusCommit, adoptedAt, secretFiles } = revision.record;
    const { state, packages, blobs } = this.#store;
    state.setAdopted({ commit, siteTree, statusCommit, at: adoptedAt });
    await this.#secrets.want(revision);
    await state.save();
    // Hosts that are not in the inventory have no worker that would say so.
    for (const host of new Set(changed.map((subject) => subject.host))) this.#noteHost(host);
    await packages.prune(new Set(revision.packages.keys()));
    const files = [...revision.packages.values()].flatMap((content) => content.files);
    await blobs.prune(new Set([...files.map(({ sha256 }) => sha256), ...Object.values(secretFiles)]));
  }

  /** Reports follow in order, and never hold up the work that they are about. */
  #noteHost(host: string): void {
    this.#noting = this.#noting
      .then(() => this.#reports.noteHost(host, this.#reconciler))
      .then(() => this.#wakeSenders())
      .catch((error: unknown) => this.#log.error('report not kept', { host, error }));
  }

  #noteRegained(host: string): void {
    this.#noting = this.#noting
      .then(() => this.#reports.noteRegained(host))
      .catch((error: unknown) => this.#log.error('report not kept', { host, error }));
  }

  /**
   * A host that a revision brings has nobody who looks at it before that revision is wanted. About hosts outside the
   * inventory any LO may speak: no other one acts there.
   */
  #chooseRoute(context: string): ReportRoute {
    const host = parseStatusContext(context)?.host ?? '';
    const { adopted } = this.#outbox;
    const { revision } = this.#reconciler;
    const isTaken = adopted === undefined || adopted === revision?.record.commit;
    return this.#reconciler.getWorker(host)?.route ?? (isTaken ? 'send' : 'hold');
  }

  #wakeSenders(): void {
    for (const sender of this.#senders) sender.wake();
  }
}
