import type { ComponentStep, Operation } from '@colo/schemas/diff';
import type { Host } from '@colo/schemas/documents/site';
import { ColoError, isColoError } from '@colo/schemas/errors';
import type { ResolvedApplication } from '@colo/schemas/resolve';
import type { Actuator } from '../actuate/actuator.ts';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../daemon/logger.ts';
import type { Revision } from '../store/revision.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Semaphore } from '../transports/semaphore.ts';
import type { Backoffs } from './backoffs.ts';
import { backoffKey } from './decide-next.ts';
import type { Activity } from './host-outcome.ts';
import type { HostSession } from './host-session.ts';
import { type ComponentKey, findComponentState, withComponentState } from './host-state.ts';
import { isGoalMet } from './is-goal-met.ts';
import { isHostProblem } from './is-host-problem.ts';
import { recordFailure } from './record-failure.ts';

export interface StepRunnerOptions {
  readonly host: string;
  readonly settings: Pick<Settings, 'site'>;
  readonly state: StateStore;
  readonly actuator: Actuator;
  readonly log: Logger;
  readonly session: HostSession;
  readonly backoffs: Backoffs;
  /** Bounds how many hosts are acted on at once. */
  readonly acting: Semaphore;
  getRevision(): Revision | undefined;
  onChange(host: string): void;
}

export interface OperationRun {
  readonly operation: Operation;
  readonly revision: Revision;
  readonly target: Host;
  /** Aborted when LO ends. */
  readonly signal: AbortSignal;
  observe(): Promise<void>;
}

/** Runs the steps of one operation on a host, one after the other, and records each end as it happens. */
export class StepRunner {
  readonly #options: StepRunnerOptions;
  #activity: Activity | undefined;
  #staging:
    | { readonly cancel: AbortController; readonly key: ComponentKey; readonly digest: string | null }
    | undefined;

  constructor(options: StepRunnerOptions) {
    this.#options = options;
  }

  get activity(): Activity | undefined {
    return this.#activity;
  }

  /** Cancels what is not yet started and no longer wanted; what was started is left to end. */
  cancelOutdated(revision: Revision | undefined): void {
    if (this.#staging === undefined) return;
    const { cancel, key, digest } = this.#staging;
    const wanted = findApplication(revision, this.#options.host, key)?.components.find(
      ({ name }) => name === key.component,
    );
    if ((wanted?.digest ?? null) !== digest) cancel.abort();
  }

  /** Ends early, between steps, when a newer revision is wanted or a step failed. */
  async run(run: OperationRun): Promise<void> {
    const { operation, revision } = run;
    for (const step of operation.steps) {
      if (this.#options.getRevision() !== revision || run.signal.aborted) return;
      if (!(await this.#runStep(run, step))) return;
    }
    this.#noteSuccess(operation);
  }

  /** What was healed, and healed before, is healed after ever longer pauses until it has stayed up for some time. */
  #noteSuccess(operation: Operation): void {
    const { host, state, backoffs } = this.#options;
    const restarts = operation.steps.map(
      (step) => findComponentState(state.getHost(host), keyOf(operation, step))?.restarts ?? 0,
    );
    const most = Math.max(0, ...restarts);
    if (most === 0) backoffs.succeed(backoffKey(operation));
    else backoffs.hold(backoffKey(operation), most);
  }

  /** Waits for an attempt that an earlier turn, or an earlier run of LO, left at work. */
  async resume(key: ComponentKey, target: Host, signal: AbortSignal): Promise<void> {
    const { host, state, session, actuator, settings, log } = this.#options;
    const attempt = findComponentState(state.getHost(host), key)?.attempt;
    if (attempt === undefined) return;
    log.info('waiting for an attempt that is at work', { host, ...key, generation: attempt.generation });
    this.#setActivity({ ...key, action: attempt.action, target: attempt.target });
    try {
      await actuator.waitFor(
        await session.getClient(target),
        { site: settings.site, ...key },
        attempt,
        signal,
      );
    } finally {
      this.#setActivity(undefined);
    }
  }

  async #runStep(run: OperationRun, step: ComponentStep): Promise<boolean> {
    const { operation, revision, target, signal } = run;
    const { host, state, session, actuator, backoffs, log } = this.#options;
    const key = keyOf(operation, step);
    const application = findApplication(revision, host, key);
    const wanted = application?.components.find(({ name }) => name === step.component);
    if (step.action !== 'remove' && wanted?.blocked !== undefined) {
      // Nothing begins, so nobody is told that it did.
      await this.#noteFailure(run, step, new ColoError(wanted.blocked.code, wanted.blocked.message));
      this.#options.onChange(host);
      return false;
    }
    const cancel = new AbortController();
    this.#staging = { cancel, key, digest: step.to };
    this.#setActivity({ ...key, action: step.action, target: step.to });
    try {
      await actuator.runStep({
        host,
        client: await session.getClient(target),
        operation,
        step,
        application: step.action === 'remove' ? undefined : application,
        component: findComponentState(state.getHost(host), key),
        secrets: revision.secrets,
        commit: revision.record.commit,
        cancel: AbortSignal.any([cancel.signal, signal]),
        inTurn: (work) => this.#options.acting.run(work),
        stop: signal,
        journal: async (attempt) => {
          const before = findComponentState(state.getHost(host), key);
          const source = application?.components.find(({ name }) => name === key.component)?.source;
          const component = before ?? { type: step.type, source: source ?? '', generation: 0, dirty: true };
          state.setHost(
            host,
            withComponentState(state.getHost(host), key, {
              ...component,
              // A replacement comes from elsewhere: from now on the slot is the new one's.
              ...(source === undefined ? {} : { type: step.type, source }),
              attempt,
              dirty: true,
            }),
          );
          await state.save();
          this.#staging = undefined;
        },
      });
    } catch (error) {
      if (cancel.signal.aborted || signal.aborted) return false;
      if (!isColoError(error) || isHostProblem(error.code)) throw error;
      await this.#noteFailure(run, step, error);
      return false;
    } finally {
      this.#staging = undefined;
      this.#setActivity(undefined);
    }
    await run.observe();
    const after = findComponentState(state.getHost(host), key);
    if (isGoalMet(step, key, state.getHost(host))) {
      const note = after?.attempt?.message;
      if (note !== undefined) log.info('step done, with a note', { host, ...key, action: step.action, note });
      return true;
    }
    backoffs.fail(backoffKey(operation));
    log.warn('step failed', {
      host,
      ...key,
      action: step.action,
      outcome: after?.attempt?.outcome,
      code: after?.attempt?.code,
    });
    return false;
  }

  async #noteFailure(
    { operation, revision }: OperationRun,
    step: ComponentStep,
    error: ColoError,
  ): Promise<void> {
    const { host, state, backoffs, log } = this.#options;
    const key = keyOf(operation, step);
    const desired = findApplication(revision, host, key)?.components.find(
      ({ name }) => name === key.component,
    );
    const before = findComponentState(state.getHost(host), key);
    const after = recordFailure(before, step, desired, error, new Date().toISOString());
    state.setHost(host, withComponentState(state.getHost(host), key, after));
    backoffs.fail(backoffKey(operation));
    await state.save();
    log.warn('step failed', { host, ...key, action: step.action, error });
  }

  #setActivity(activity: Activity | undefined): void {
    this.#activity = activity;
    this.#options.onChange(this.#options.host);
  }
}

function keyOf({ applicationId, deploymentId }: Operation, step: ComponentStep): ComponentKey {
  return { applicationId, deploymentId, component: step.component };
}

function findApplication(
  revision: Revision | undefined,
  host: string,
  { applicationId, deploymentId }: ComponentKey,
): ResolvedApplication | undefined {
  return revision?.hosts
    .get(host)
    ?.applications.find((each) => each.applicationId === applicationId && each.deploymentId === deploymentId);
}
