import type { ApplicationState, HostState } from '@colo/schemas/documents/actual-state';
import { PURGE_DEPLOYMENT } from '@colo/schemas/purge';
import type { ResolvedApplication, ResolvedHost } from '@colo/schemas/resolve';
import { type NodeObservation, type SlotReport, UNKNOWN_APPLICATION } from '../node/slot-report.ts';
import { listVanished } from './list-vanished.ts';
import { observeComponent } from './observe-component.ts';
import { observePurges } from './observe-purges.ts';

export interface ObservationRequest {
  readonly site: string;
  readonly before: HostState | undefined;
  readonly observation: NodeObservation;
  readonly desired: ResolvedHost | undefined;
  /** UTC time, RFC 3339. */
  readonly at: string;
}

/**
 * What is known of a host after looking at it. The node's word replaces the record: what runs, with which digest, at
 * which generation. What only LO knows stays: what last ended installed, and which digests failed.
 */
export function applyObservation(request: ObservationRequest): HostState {
  const { before, observation, desired, at } = request;
  const { bootId, folder } = observation.facts;
  const slots = [...observation.slots, ...listUnseen(request)]
    .map((report) => nameApplication(report, before, desired))
    .filter(({ slot }) => slot.site === request.site && slot.applicationId !== UNKNOWN_APPLICATION)
    .filter(({ slot }) => slot.deploymentId !== PURGE_DEPLOYMENT);
  const purges = observePurges(before?.purges, observation, at);
  const names = new Set([
    ...Object.keys(before?.applications ?? {}),
    ...slots.map(({ slot }) => slot.applicationId),
  ]);
  const applications: Record<string, ApplicationState> = {};
  for (const applicationId of [...names].sort()) {
    const application = observeApplication({
      before: before?.applications[applicationId],
      slots: slots.filter(({ slot }) => slot.applicationId === applicationId),
      desired: desired?.applications.find((candidate) => candidate.applicationId === applicationId),
      sameBoot: before?.bootId === bootId,
      at,
    });
    if (application !== undefined) applications[applicationId] = application;
  }
  return {
    bootId,
    ...(folder === undefined ? {} : { folder }),
    observedAt: at,
    reachable: true,
    applications,
    ...(purges === undefined ? {} : { purges }),
  };
}

/**
 * What was there, has no records any more, and belongs to a runtime that could not be searched: nobody can tell whether it is
 * gone. Where there are records, whoever wrote them has looked.
 */
function listUnseen({ site, before, observation }: ObservationRequest): readonly SlotReport[] {
  return listVanished(before, observation)
    .filter(({ state, report }) => report === undefined && observation.unsearched.includes(state.type))
    .map(({ key, state: { type, observed } }) => ({
      slot: { site, ...key },
      generation: 0,
      nonce: '',
      phase: 'none',
      runs: {
        kind: 'component',
        type,
        target: observed?.digest ?? 'none',
        contentDigest: 'none',
        version: '',
        commit: '',
        generation: 0,
        health: 'unknown',
        detail: 'its records are gone, and its runtime does not answer',
      },
    }));
}

/** A slot whose records do not tell its application any more belongs to the one that has its deployment. */
function nameApplication(
  report: SlotReport,
  before: HostState | undefined,
  desired: ResolvedHost | undefined,
): SlotReport {
  const { applicationId, deploymentId } = report.slot;
  if (applicationId !== UNKNOWN_APPLICATION) return report;
  const found =
    desired?.applications.find((each) => each.deploymentId === deploymentId)?.applicationId ??
    Object.entries(before?.applications ?? {}).find(([, each]) => each.deploymentId === deploymentId)?.[0];
  return found === undefined ? report : { ...report, slot: { ...report.slot, applicationId: found } };
}

interface ApplicationRequest {
  readonly before: ApplicationState | undefined;
  readonly slots: readonly SlotReport[];
  readonly desired: ResolvedApplication | undefined;
  readonly sameBoot: boolean;
  readonly at: string;
}

function observeApplication({
  before,
  slots,
  desired,
  sameBoot,
  at,
}: ApplicationRequest): ApplicationState | undefined {
  const deploymentId = chooseDeployment(before, slots, desired);
  if (deploymentId === undefined) return undefined;
  const known = before?.deploymentId === deploymentId ? before : undefined;
  const wanted = desired?.deploymentId === deploymentId ? desired : undefined;
  const own = slots.filter(({ slot }) => slot.deploymentId === deploymentId);
  const components: ApplicationState['components'] = {};
  for (const name of orderNames(wanted, known, own)) {
    const component = observeComponent({
      before: known?.components[name],
      report: own.find(({ slot }) => slot.component === name),
      desired: wanted?.components.find((candidate) => candidate.name === name),
      sameBoot,
      at,
    });
    if (component !== undefined) components[name] = component;
  }
  if (Object.keys(components).length === 0) return undefined;
  const version = own
    .map(({ runs }) => (runs.kind === 'component' ? runs.version : undefined))
    .find(isVersion);
  return { deploymentId, ...(version === undefined ? {} : { version }), components };
}

/**
 * Which deployment of an application the record is about: one that must go before another may come, else the desired
 * one, else the one known.
 */
function chooseDeployment(
  before: ApplicationState | undefined,
  slots: readonly SlotReport[],
  desired: ResolvedApplication | undefined,
): string | undefined {
  const present = slots
    .filter(({ runs, phase }) => runs.kind === 'component' || phase === 'running')
    .map(({ slot }) => slot.deploymentId);
  const leftover = present.filter((id) => id !== desired?.deploymentId).sort()[0];
  return leftover ?? desired?.deploymentId ?? before?.deploymentId;
}

/** Desired ones in the order of installation, then what else was known, then what else the node has. */
function orderNames(
  desired: ResolvedApplication | undefined,
  known: ApplicationState | undefined,
  slots: readonly SlotReport[],
): readonly string[] {
  return [
    ...new Set([
      ...(desired?.components ?? []).map(({ name }) => name),
      ...Object.keys(known?.components ?? {}),
      ...slots.map(({ slot }) => slot.component),
    ]),
  ];
}

function isVersion(version: string | undefined): version is string {
  return version !== undefined && /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,127}$/.test(version);
}
