import type { Place } from '@colo/schemas/errors';
import type { PreparedComponent } from '../runtimes/runtime.ts';
import { buildRunner } from './build-runner.ts';
import { checkOptions } from './check-options.ts';
import { createNonce } from './create-nonce.ts';
import type { Intent, SlotName } from './intent.ts';
import { LeaseHand } from './lease-hand.ts';
import { lookAtSlot } from './look-at-slot.ts';
import type { CleanUpKeep, CleanUpReport, NodeClient, ObserveOptions } from './node-client.ts';
import type { NodeClientOptions } from './node-client-options.ts';
import { NodeSession } from './node-session.ts';
import { DEFAULT_TIMING } from './node-timing.ts';
import { parseLease } from './parse-lease.ts';
import { parseBody, parseObservation } from './parse-observation.ts';
import { readStartReply } from './read-start-reply.ts';
import { stageComponent } from './stage-component.ts';
import { waitForAttempt } from './wait-for-attempt.ts';
import { writeEnvironment, writeSettings } from './write-assignments.ts';
import { writeIntentFields } from './write-intent-fields.ts';
import { writeRequest, writeRequestPayload } from './write-request.ts';

/** LO's hand on one host; connects at the first call. See {@link NodeClient}. */
export function createNodeClient(options: NodeClientOptions): NodeClient {
  checkOptions(options);
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const { site, host } = options.target;
  const errorPlace: Place = { site, host };
  const runner = buildRunner(options.runtimes);
  const { owner } = options;
  const hostSettings = collectHostSettings(options);
  const hostPayload = writeRequestPayload(writeSettings(hostSettings), '');
  const session = new NodeSession({
    place: {
      workdir: options.workdir,
      digest: runner.digest,
      searchPath: options.searchPath,
      sudo: options.sudo,
    },
    runner,
    errorPlace,
    connect: () =>
      options.transport.connect(options.target, {
        timeoutMs: timing.connectTimeoutMs,
        ...(options.transportConfig === undefined ? {} : { config: options.transportConfig }),
      }),
  });

  let neighbour: string | undefined;
  const hand = new LeaseHand(options.lease);

  async function observeBy(verb: 'observe' | 'boot', { signal, claim, commit, search }: ObserveOptions) {
    const fields = {
      owner,
      ...hand.writeClaim(claim, commit),
      ...(search === true ? { search: 'yes' } : {}),
    };
    const reply = await session.run({
      verb,
      stdin: () => writeRequest(fields, hostPayload),
      timeoutMs: timing.observeTimeoutMs,
      signal,
    });
    const { slots, ...observation } = parseObservation(reply.body);
    hand.note(observation.lease);
    neighbour = observation.facts.neighbour;
    // Whatever the records of a slot say: what carries the owner mark of a site is the site's.
    return { ...observation, slots: slots.map((report) => ({ ...report, slot: { ...report.slot, site } })) };
  }

  return {
    observe: (observeOptions = {}) => observeBy('observe', observeOptions),
    boot: ({ search = false } = {}) => observeBy('boot', { search }),
    async renew() {
      if (options.lease === undefined) return undefined;
      const reply = await session.run({
        verb: 'renew',
        stdin: () => writeRequest({ owner, ...hand.writeClaim('renew') }),
        timeoutMs: timing.startTimeoutMs,
        beside: true,
      });
      return hand.note(parseLease(parseBody(reply.body).facts));
    },
    async start(intent: Intent) {
      const payload = writeRequestPayload(
        writeSettings({ ...intent.settings, ...hostSettings }),
        writeEnvironment(intent.environment),
      );
      const reply = await session.run({
        verb: 'start',
        stdin: () => writeRequest({ ...writeIntentFields(intent), ...hand.writeProof() }, payload),
        timeoutMs: timing.startTimeoutMs,
      });
      return readStartReply(reply);
    },
    async look(slot: SlotName) {
      const { report } = await lookAtSlot(session, owner, slot, { timeoutMs: timing.observeTimeoutMs });
      return report;
    },
    wait: (slot, waitOptions) =>
      waitForAttempt(
        (waitSeconds) =>
          lookAtSlot(session, owner, slot, {
            timeoutMs: timing.observeTimeoutMs + waitSeconds * 1000,
            waitSeconds,
            nonce: waitOptions.nonce,
            signal: waitOptions.signal,
          }),
        waitOptions,
        timing,
      ),
    stage: (prepared: PreparedComponent, stageOptions) =>
      stageComponent(session, prepared, hostSettings, timing.stageTimeoutMs, stageOptions?.signal),
    async cleanUp(keep: CleanUpKeep): Promise<CleanUpReport> {
      const reply = await session.run({
        verb: 'clean-up',
        stdin: () => writeRequest({ owner, nonce: createNonce(), ...writeKeep(keep) }),
        timeoutMs: timing.observeTimeoutMs,
      });
      const [contents = 0, attempts = 0, runners = 0] = reply.words.map(Number);
      return { removedContents: contents, removedAttempts: attempts, removedRunners: runners };
    },
    get notice() {
      const notices = [
        ...(session.notice === undefined ? [] : [session.notice]),
        ...(neighbour === undefined ? [] : [`Another site acts in the same workdir: ${neighbour}.`]),
      ];
      return notices.length === 0 ? undefined : notices.join(' ');
    },
    close: () => session.close(),
  };
}

function writeKeep(keep: CleanUpKeep): { keep?: string } {
  return keep.contentDigests.length === 0 ? {} : { keep: keep.contentDigests.join(' ') };
}

/** Settings that runtimes take from LO's configuration; a package's settings never replace them. */
function collectHostSettings(options: NodeClientOptions): Readonly<Record<string, string>> {
  const settings = options.runtimes.map((runtime) =>
    runtime.hostSettings(options.runtimeConfig?.[runtime.id] ?? {}),
  );
  return Object.assign({}, ...settings);
}
