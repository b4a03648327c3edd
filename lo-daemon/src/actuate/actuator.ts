import type { ComponentStep, Operation } from '@colo/schemas/diff';
import type { AttemptRecord, ComponentState } from '@colo/schemas/documents/actual-state';
import { ColoError } from '@colo/schemas/errors';
import type { ResolvedApplication, ResolvedComponent } from '@colo/schemas/resolve';
import type { Settings } from '../config/settings.ts';
import { createIntent } from '../node/create-intent.ts';
import { createNonce } from '../node/create-nonce.ts';
import { createRemoveIntent } from '../node/create-remove-intent.ts';
import type { Intent, SlotName } from '../node/intent.ts';
import type { AttemptEnd, NodeClient } from '../node/node-client.ts';
import type { PreparedComponent, Runtime } from '../runtimes/runtime.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { applyTimeouts } from './apply-timeouts.ts';
import { toComponentToRun } from './to-component-to-run.ts';
import { unpackComponent } from './unpack-component.ts';

export interface ActuatorOptions {
  readonly settings: Pick<Settings, 'site' | 'guard' | 'timeouts'>;
  readonly owner: string;
  readonly blobs: BlobStore;
  getRuntime(type: string): Runtime;
}

export interface StepRequest {
  readonly host: string;
  readonly client: NodeClient;
  readonly operation: Operation;
  readonly step: ComponentStep;
  /** Wanted application; undefined for a removal. */
  readonly application: ResolvedApplication | undefined;
  readonly component: ComponentState | undefined;
  /** Texts of the wanted revision's secrets, by name. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Commit of the infra repo that asks for it. */
  readonly commit: string;
  /** Cancels what comes before the start; what was started is waited for until `stop`. */
  readonly cancel: AbortSignal;
  /** LO ends: waiting stops, the job on the node goes on. */
  readonly stop: AbortSignal;
  /** Does work when it is this host's turn: so many hosts are staged and started on at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Makes the attempt durable; nothing is started before it has ended. */
  journal(attempt: AttemptRecord): Promise<void>;
}

/** Time on top of an attempt's own deadlines before LO stops waiting for it, in milliseconds. */
const WAIT_MARGIN_MS = 60_000;
const SECOND_MS = 1000;

/**
 * Step D of the flow: one step on one component, from intent to an end that the node has written down. It stages,
 * journals, starts and waits; it never decides what to do next, and whatever it cannot tell is left to observation.
 */
export class Actuator {
  readonly #options: ActuatorOptions;

  constructor(options: ActuatorOptions) {
    this.#options = options;
  }

  /**
   * Runs a step. Its end is on the node: the caller observes and records it there.
   *
   * @throws ColoError of the runtime's checks (terminal), of staging, LO_FENCED, LO_PASSIVE,
   * LO_ATTEMPT_UNFINISHED, NODE_…
   */
  async runStep(request: StepRequest): Promise<AttemptEnd> {
    const begun = await request.inTurn(() => this.#begin(request));
    // To wait for a host, which may never answer again, costs the others nothing.
    return 'end' in begun
      ? begun.end
      : this.waitFor(request.client, begun.intent.slot, begun.intent, request.stop);
  }

  async #begin(request: StepRequest): Promise<{ readonly end: AttemptEnd } | { readonly intent: Intent }> {
    const prepared = await this.#prepare(request);
    if (prepared !== undefined) await request.client.stage(prepared, { signal: request.cancel });
    request.cancel.throwIfAborted();
    const intent = this.#decideIntent(request, prepared);
    await request.journal({
      generation: intent.generation,
      nonce: intent.nonce,
      action: intent.action,
      target: intent.action === 'remove' ? null : intent.target,
      commit: intent.commit,
      startedAt: new Date().toISOString(),
      outcome: 'open',
    });
    const reply = await request.client.start(intent);
    if (reply.kind === 'fenced')
      throw new ColoError(
        'LO_FENCED',
        `The slot of ${intent.slot.component} belongs to another site or infra repo.`,
      );
    if (reply.kind === 'passive')
      throw new ColoError(
        'LO_PASSIVE',
        `The host did not let this LO act: its lease is with ${reply.actor}.`,
      );
    if (reply.kind === 'stale') return { end: { kind: 'superseded', report: reply.report } };
    const isOurs = reply.generation === intent.generation && reply.nonce === intent.nonce;
    if (reply.kind === 'running' && !isOurs)
      throw new ColoError('LO_ATTEMPT_UNFINISHED', `Another attempt is at work on ${intent.slot.component}.`);
    return { intent };
  }

  /** Waits for an attempt that was started, by this run of LO or by an earlier one. */
  async waitFor(
    client: NodeClient,
    slot: SlotName,
    attempt: Pick<Intent, 'generation' | 'nonce'> & Partial<Pick<Intent, 'limits'>>,
    stop: AbortSignal,
  ): Promise<AttemptEnd> {
    const limits = attempt.limits ?? { installSeconds: 600, healthSeconds: 300, stopSeconds: 120 };
    // The node may act twice within an attempt, for the new version and for the return to the last good one.
    const seconds = 2 * (limits.installSeconds + limits.healthSeconds + limits.stopSeconds);
    const end = await client.wait(slot, {
      generation: attempt.generation,
      nonce: attempt.nonce,
      deadlineMs: seconds * SECOND_MS + WAIT_MARGIN_MS,
      signal: stop,
    });
    if (end.kind === 'still-running')
      throw new ColoError('LO_ATTEMPT_UNFINISHED', `The attempt on ${slot.component} is over its deadline.`);
    return end;
  }

  async #prepare({ host, step, application, secrets }: StepRequest): Promise<PreparedComponent | undefined> {
    if (step.action === 'remove') return undefined;
    const component = findComponent(application, step.component);
    const { settings, blobs } = this.#options;
    const { blocked } = component;
    if (blocked !== undefined) throw new ColoError(blocked.code, blocked.message);
    if (!settings.guard.runtimes.includes(component.type))
      throw new ColoError('LO_RUNTIME_REFUSED', `The site does not allow the runtime ${component.type}.`);
    const runtime = this.#options.getRuntime(component.type);
    const place = {
      site: settings.site,
      host,
      application: requireApplication(application),
      component,
      secrets,
    };
    const unpacked = await unpackComponent(toComponentToRun(place, blobs));
    const prepared = await runtime.prepare(unpacked, settings.guard.runtime);
    return applyTimeouts(prepared, component.properties, settings.timeouts);
  }

  #decideIntent(request: StepRequest, prepared: PreparedComponent | undefined): Intent {
    const { operation, step, component, commit } = request;
    const { owner, settings } = this.#options;
    const generation = (component?.generation ?? 0) + 1;
    const nonce = createNonce();
    if (step.action !== 'remove' && prepared !== undefined)
      return createIntent(prepared, {
        owner,
        generation,
        nonce,
        action: step.action,
        commit,
        onFailure: 'rollback',
      });
    const slot: SlotName = {
      site: settings.site,
      applicationId: operation.applicationId,
      deploymentId: operation.deploymentId,
      component: step.component,
    };
    return createRemoveIntent({
      slot,
      owner,
      generation,
      nonce,
      type: step.type,
      commit,
      ...(step.purge === undefined ? {} : { purge: step.purge }),
    });
  }
}

function requireApplication(application: ResolvedApplication | undefined): ResolvedApplication {
  if (application === undefined)
    throw new ColoError('INTERNAL', 'A step that is not a removal came without its application.');
  return application;
}

function findComponent(application: ResolvedApplication | undefined, name: string): ResolvedComponent {
  const found = requireApplication(application).components.find((component) => component.name === name);
  if (found === undefined) throw new ColoError('INTERNAL', `A step names the unknown component ${name}.`);
  return found;
}
