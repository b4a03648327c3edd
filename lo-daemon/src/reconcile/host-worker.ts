import { computeHostDiff, type Operation } from '@colo/schemas/diff';
import type { HostState } from '@colo/schemas/documents/actual-state';
import type { Host } from '@colo/schemas/documents/site';
import { ColoError, isColoError } from '@colo/schemas/errors';
import type { ResolvedHost } from '@colo/schemas/resolve';
import type { Actuator } from '../actuate/actuator.ts';
import type { Settings } from '../config/settings.ts';
import { Alarm } from '../daemon/alarm.ts';
import type { Logger } from '../daemon/logger.ts';
import type { HostLease } from '../node/host-lease.ts';
import type { NodeClient } from '../node/node-client.ts';
import type { Revision } from '../store/revision.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Semaphore } from '../transports/semaphore.ts';
import { Backoffs } from './backoffs.ts';
import { nextLookAt } from './count-restarts.ts';
import { decideNext } from './decide-next.ts';
import { holdBlocked } from './hold-blocked.ts';
import { type Activity, decideHostOutcome, type HostOutcome } from './host-outcome.ts';
import { HostSession } from './host-session.ts';
import { decideStanding, type HistoryAnswer, type HostStanding } from './host-standing.ts';
import { listOpenAttempts, mapComponentStates } from './host-state.ts';
import { recordProblem } from './record-problem.ts';
import { StepRunner } from './step-runner.ts';

export interface HostWorkerOptions {
  readonly host: string;
  readonly settings: Settings;
  readonly state: StateStore;
  readonly actuator: Actuator;
  readonly log: Logger;
  /** Bounds how many hosts are acted on at once. */
  readonly acting: Semaphore;
  /** The newest revision that is wanted. */
  getRevision(): Revision | undefined;
  createClient(host: Host): NodeClient;
  /** Something is known or going on that was not before. */
  onChange(host: string): void;
  /** The host is this LO's again, after others acted there: what they said of it is to be said anew. */
  onRegained?(host: string): void;
  /** Whether the history of a revision has a commit; without it, every commit counts as its own. */
  checkHistory?(commit: string, revision: Revision): Promise<HistoryAnswer>;
}

/**
 * What becomes of reports about a host: `hold`: not sent before somebody has looked whose they are; `drop`: another LO sends
 * its own.
 */
export type ReportRoute = 'send' | 'hold' | 'drop';

/** Pause between two clean-ups of a host on which nothing is done. In milliseconds. */
const CLEAN_UP_EVERY_MS = 24 * 60 * 60 * 1000;

/** Pause before a look that is only hinted at. In milliseconds. */
const HINT_GAP_MS = 10_000;

/** Key of the host itself among the backoffs; no application is called so. */
const HOST_KEY = '/host';

/**
 * Brings one host to what is desired and keeps it there. Level-triggered: every turn reads the newest revision and
 * what is known of the host, and does the next thing. Nothing here waits for another host.
 */
export class HostWorker {
  readonly #options: HostWorkerOptions;
  readonly #session: HostSession;
  readonly #steps: StepRunner;
  readonly #backoffs: Backoffs;
  readonly #alarm = new Alarm();
  #seen: Revision | undefined;
  /** False when the host must be looked at before anything is decided. */
  #observed = false;
  #observedAt = 0;
  /** When what has just begun is worth another look, on the monotonic clock in milliseconds. */
  #lookAt = Number.POSITIVE_INFINITY;
  /** What may be done on the host, by the last look that this run of LO had at it. */
  #standing: HostStanding | undefined;
  #tried = false;
  #notice: string | undefined;
  /** How often it was asked to look again, and which of these a look has answered: one that began before does not. */
  #wakes = 0;
  #answered = 0;
  /** How often something was said that a look may tell more about. */
  #hints = 0;
  /** When the host is to be cleaned up, once nothing else is to do there. */
  #cleanUpAt = 0;

  constructor(options: HostWorkerOptions) {
    const { settings, state } = options;
    this.#options = options;
    this.#backoffs = new Backoffs(settings.retry);
    this.#session = new HostSession({
      site: settings.site,
      state,
      leaseSeconds: settings.leaseSeconds,
      createClient: options.createClient,
      judge: (lease) => this.#judge(lease),
      onRenewalFailed: (error) => options.log.debug('lease not renewed', { host: options.host, error }),
    });
    this.#steps = new StepRunner({ ...options, session: this.#session, backoffs: this.#backoffs });
  }

  /** What is unusual about the host, and hinders nobody. */
  get notice(): string | undefined {
    return this.#notice;
  }

  get activity(): Activity | undefined {
    return this.#steps.activity;
  }

  /** True when the host was looked at since the newest revision changed what it shall run. */
  get observed(): boolean {
    return this.#observed && this.#seen === this.#options.getRevision();
  }

  /** Only the LO that acts on a host speaks of it. One that never got through to it says so, unless it knows of another. */
  get route(): ReportRoute {
    const { state, host } = this.#options;
    if (this.#standing?.kind === 'passive') return 'drop';
    if (this.#standing?.kind === 'behind') return this.#standing.polled ? 'send' : 'drop';
    if (this.#standing !== undefined) return 'send';
    if (!this.#tried) return 'hold';
    return state.getHost(host)?.lease?.own === false ? 'drop' : 'send';
  }

  /** Moves the host's lease to this LO, at the look that follows. */
  requestTakeover(): void {
    this.#session.requestTakeover();
    this.#backoffs.forget(HOST_KEY);
    this.wake();
  }

  /** One look at the host, and nothing more; a failure is noted as a problem of the host. */
  async look(signal: AbortSignal): Promise<void> {
    const { host } = this.#options;
    const revision = this.#options.getRevision();
    const target = revision?.site.spec.hosts.find(({ name }) => name === host);
    if (revision === undefined || target === undefined) return;
    try {
      await this.#observe(target, revision, signal);
    } catch (error) {
      if (!signal.aborted) await this.#noteProblem(error);
    }
  }

  /** The newest revision changed: pauses end, staging of what is no longer wanted is cancelled. */
  noticeRevision(): void {
    this.#steps.cancelOutdated(this.#options.getRevision());
    this.#alarm.ring();
  }

  /** Looks at the host again, now. */
  wake(): void {
    this.#wakes += 1;
    this.#alarm.ring();
  }

  /** Looks at the host again, now or, however often it is said, {@link HINT_GAP_MS} after the look before. */
  hint(): void {
    this.#hints += 1;
    this.#lookAt = Math.min(this.#lookAt, this.#observedAt + HINT_GAP_MS);
    this.#alarm.ring();
  }

  /** Lifts quarantine and backoff, of one application or of all. */
  async retry(applicationId: string | undefined): Promise<void> {
    const { state, host } = this.#options;
    const known = state.getHost(host);
    if (known !== undefined)
      state.setHost(
        host,
        mapComponentStates(
          known,
          applicationId,
          ({ quarantine: _q, failures: _f, lastFailure: _l, restarts: _r, ...component }) => component,
        ),
      );
    await state.save();
    this.#backoffs.forget(applicationId === undefined ? '' : `${applicationId}/`);
    this.#backoffs.forget(HOST_KEY);
    this.wake();
  }

  /** Works until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#alarm.reset();
      const pause = await this.pass(signal);
      await this.#alarm.wait(pause, signal);
    }
    await this.#session.close();
  }

  /** Does all that can be done now. @returns milliseconds until there may be more to do */
  async pass(signal: AbortSignal): Promise<number> {
    try {
      const pause = await this.#work(signal);
      return Math.max(0, pause);
    } catch (error) {
      if (signal.aborted) return 0;
      await this.#noteProblem(error);
      return Math.max(0, this.#backoffs.readyAt(HOST_KEY) - performance.now());
    }
  }

  async close(): Promise<void> {
    await this.#session.close();
  }

  listOperations(): readonly Operation[] {
    const { host, state } = this.#options;
    const desired = this.#options.getRevision()?.hosts.get(host);
    return holdBlocked(computeHostDiff({ host, desired, actual: state.getHost(host) }), desired);
  }

  getOutcome(): HostOutcome {
    const { settings, state, host } = this.#options;
    return decideHostOutcome(state.getHost(host), this.listOperations(), settings.drift.mode);
  }

  async #work(signal: AbortSignal): Promise<number> {
    const { settings, state, host, log, onChange } = this.#options;
    // True when this turn has looked at the host: what could not be told then waits for the next turn.
    let fresh = false;
    for (;;) {
      signal.throwIfAborted();
      const revision = this.#options.getRevision();
      const target = revision?.site.spec.hosts.find(({ name }) => name === host);
      if (revision === undefined || target === undefined) return Number.POSITIVE_INFINITY;
      this.#takeRevision(revision, target);
      const now = performance.now();
      const hostReadyAt = this.#backoffs.readyAt(HOST_KEY);
      if (hostReadyAt > now) return hostReadyAt - now;
      const driftAt = Math.min(this.#observedAt + settings.drift.everyMs, this.#lookAt);
      if (!this.#observed || this.#answered !== this.#wakes || now >= driftAt) {
        await this.#observe(target, revision, signal);
        fresh = true;
        continue;
      }
      if (this.#standing?.kind !== 'acting' || now >= this.#session.renewAt) {
        if (now < this.#session.renewAt) return Math.min(driftAt, this.#session.renewAt) - now;
        if (!(await this.#session.renew(target))) this.#wakes += 1;
        continue;
      }
      const [open] = listOpenAttempts(state.getHost(host));
      if (open !== undefined) {
        await this.#session.holding(target, () => this.#steps.resume(open, target, signal));
        await this.#observe(target, revision, signal);
        continue;
      }
      const next = decideNext({
        operations: this.listOperations(),
        readyAt: this.#backoffs.listReadyAt(),
        now,
        observed: fresh,
        driftMode: settings.drift.mode,
      });
      if (next.kind === 'wait') {
        if (next.until === undefined && now >= this.#cleanUpAt) await this.#cleanUp(target);
        onChange(host);
        const until = Math.min(next.until ?? driftAt, driftAt, this.#session.renewAt);
        return until > now ? until - now : settings.retry.initialMs;
      }
      if (next.kind === 'observe') {
        await this.#observe(target, revision, signal);
        fresh = true;
        continue;
      }
      const { operation } = next;
      this.#cleanUpAt = 0;
      log.info('operation', {
        host,
        application: operation.applicationId,
        operation: operation.kind,
        reason: operation.reason,
      });
      await this.#session.holding(target, () =>
        this.#steps.run({
          operation,
          revision,
          target,
          signal,
          observe: () => this.#observe(target, revision, signal),
        }),
      );
    }
  }

  /** What a newer revision touches is looked at again before anything is done, and its backoffs are dropped. */
  #takeRevision(revision: Revision, target: Host): void {
    if (this.#seen === revision) return;
    const { host } = this.#options;
    const before = this.#seen;
    this.#seen = revision;
    // What is adopted now may have the commit that the host is ahead by.
    if (this.#standing?.kind === 'behind') this.#observed = false;
    const oldTarget = before?.site.spec.hosts.find(({ name }) => name === host);
    if (JSON.stringify(oldTarget) !== JSON.stringify(target)) {
      this.#backoffs.forget(HOST_KEY);
      // Another way to the host, or another host: whose it is must be asked there.
      this.#observed = false;
    }
    const [old, wanted] = [before?.hosts.get(host), revision.hosts.get(host)];
    for (const id of listApplicationIds(old, wanted)) {
      const [was, is] = [old, wanted].map((resolved) => [
        resolved?.applications.find(({ applicationId }) => applicationId === id) ?? null,
        resolved?.purges?.[id] ?? 0,
      ]);
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      this.#backoffs.forget(`${id}/`);
      this.#backoffs.forget(HOST_KEY);
      this.#observed = false;
    }
  }

  async #observe(target: Host, revision: Revision, signal: AbortSignal): Promise<void> {
    const { host, onChange, onRegained } = this.#options;
    const wakes = this.#wakes;
    const hints = this.#hints;
    const { standing, regained, upSeconds } = await this.#session.observe(
      target,
      revision.hosts.get(host),
      signal,
      revision.record.commit,
    );
    this.#noteStanding(standing);
    this.#noteNotice();
    if (regained) onRegained?.(host);
    this.#backoffs.succeed(HOST_KEY);
    this.#answered = wakes;
    this.#observed = true;
    this.#observedAt = performance.now();
    this.#lookAt = this.#observedAt + (nextLookAt(upSeconds) ?? Number.POSITIVE_INFINITY);
    // A look that began before the hint does not answer it.
    if (this.#hints !== hints) this.#lookAt = Math.min(this.#lookAt, this.#observedAt + HINT_GAP_MS);
    onChange(host);
  }

  #noteNotice(): void {
    const { host, log } = this.#options;
    const { notice } = this.#session;
    if (notice === this.#notice) return;
    this.#notice = notice;
    if (notice !== undefined) log.warn('host is unusual, and served', { host, notice });
  }

  async #judge(lease: HostLease | undefined): Promise<HostStanding> {
    const revision = this.#options.getRevision();
    const { commit } = lease ?? {};
    if (revision === undefined || lease?.own !== true || commit === undefined)
      return decideStanding(lease, revision?.record.commit ?? '', 'contained');
    const answer = (await this.#options.checkHistory?.(commit, revision)) ?? 'contained';
    return decideStanding(lease, revision.record.commit, answer);
  }

  #noteStanding(standing: HostStanding): void {
    const { host, log, state } = this.#options;
    const before = this.#standing;
    this.#standing = standing;
    if (JSON.stringify(before) === JSON.stringify(standing)) return;
    const lease = state.getHost(host)?.lease?.number;
    if (standing.kind === 'acting') log.info('this LO acts on the host', { host, lease });
    else log.warn('this LO changes nothing on the host', { host, lease, reason: standing.message });
  }

  /** Old attempts and files only cost space: that they could not be removed is said, and tried again another day. */
  async #cleanUp(target: Host): Promise<void> {
    const { host, log } = this.#options;
    this.#cleanUpAt = performance.now() + CLEAN_UP_EVERY_MS;
    try {
      log.debug('host cleaned up', { host, ...(await this.#session.cleanUp(target)) });
    } catch (error) {
      log.warn('host not cleaned up', { host, error });
    }
  }

  async #noteProblem(error: unknown): Promise<void> {
    const { host, log, state, onChange } = this.#options;
    this.#observed = false;
    this.#tried = true;
    this.#backoffs.fail(HOST_KEY);
    await this.#session.close();
    const problem = isColoError(error)
      ? error
      : new ColoError('INTERNAL', error instanceof Error ? error.message : 'unknown', { cause: error });
    const before: HostState = state.getHost(host) ?? { applications: {} };
    const after = recordProblem(before, problem, new Date().toISOString());
    if (before.problem?.code !== after.problem?.code) log.warn('host problem', { host, error });
    else log.debug('host problem', { host, error });
    state.setHost(host, after);
    onChange(host);
    await state.save().catch((saving: unknown) => log.error('state not saved', { host, error: saving }));
  }
}

/** Of what shall run or be purged on a host, by either of two revisions. */
function listApplicationIds(...hosts: readonly (ResolvedHost | undefined)[]): ReadonlySet<string> {
  return new Set(
    hosts.flatMap((resolved) => [
      ...(resolved?.applications ?? []).map(({ applicationId }) => applicationId),
      ...Object.keys(resolved?.purges ?? {}),
    ]),
  );
}
