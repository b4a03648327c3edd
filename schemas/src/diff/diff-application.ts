import type { ApplicationState } from '../generated/actual-state.ts';
import { PURGE_DEPLOYMENT } from '../purge/purge-slot.ts';
import type { ResolvedApplication } from '../resolve/resolved.ts';
import { diffComponents } from './diff-components.ts';
import { isPresent, needsObservation, observedDigest } from './inspect-component.ts';
import type { ComponentStep, Operation } from './operation.ts';

/** One application on one host: what is wanted and what is there. */
interface ApplicationDiffRequest {
  readonly host: string;
  readonly applicationId: string;
  readonly desired: ResolvedApplication | undefined;
  readonly actual: ApplicationState | undefined;
  readonly purge: DuePurge | undefined;
}

/** A purge that a host has to do, or one that may be at work there: how it ended is to be seen first. */
export type DuePurge = { readonly kind: 'due'; readonly epoch: number } | { readonly kind: 'at-work' };

/** The operations of one application on one host, in order; none when it is neither wanted nor there. */
export function diffApplication(request: ApplicationDiffRequest): readonly Operation[] {
  const { host, desired, actual, purge } = request;
  const untrusted = listUntrusted(actual);
  if (actual !== undefined && untrusted.length > 0) {
    const reason = `${untrusted.join(', ')}: not observed since the last change`;
    return [{ ...identify(request, actual.deploymentId), kind: 'observe', steps: [], reason }];
  }
  if (purge?.kind === 'at-work') {
    const reason = 'its data: not observed since a purge began';
    return [{ ...identify(request, PURGE_DEPLOYMENT), kind: 'observe', steps: [], reason }];
  }
  if (purge !== undefined) return purgeApplication(request, purge.epoch);
  if (actual === undefined || !Object.values(actual.components).some(isPresent)) {
    if (desired === undefined) return [];
    const slots = actual?.deploymentId === desired.deploymentId ? actual : undefined;
    return diffComponents({ host, desired, actual: slots, isNew: true });
  }
  if (desired === undefined) return [removeApplication(request, actual, 'no longer desired')];
  if (desired.deploymentId === actual.deploymentId) {
    return diffComponents({ host, desired, actual, isNew: false });
  }
  // A deployment has slots of its own on the node, so another deployment's programs must go before its own may start.
  const reason = `deployment ${actual.deploymentId} → ${desired.deploymentId}`;
  return [
    removeApplication(request, actual, reason),
    ...diffComponents({ host, desired, actual: undefined, isNew: true }),
  ];
}

/**
 * What runs goes first, whatever it is; then the data, with that of components which no version has any more; then what is
 * wanted begins anew.
 */
function purgeApplication(request: ApplicationDiffRequest, epoch: number): readonly Operation[] {
  const { host, applicationId, desired, actual } = request;
  const isThere = actual !== undefined && Object.values(actual.components).some(isPresent);
  const removal = isThere
    ? [removeApplication(request, actual, desired === undefined ? 'no longer desired' : 'its data is purged')]
    : [];
  const step = {
    component: applicationId,
    action: 'remove' as const,
    type: PURGE_TYPE,
    from: null,
    to: null,
    purge: epoch,
  };
  const purge: Operation = {
    ...identify(request, PURGE_DEPLOYMENT),
    kind: 'purge-app',
    steps: [step],
    reason: `all data of ${applicationId} on ${host} is deleted for good`,
  };
  const added =
    desired === undefined ? [] : diffComponents({ host, desired, actual: undefined, isNew: true });
  return [...removal, purge, ...added];
}

/** A purge is the matter of all runtimes that ever ran the application there, not of one. */
const PURGE_TYPE = 'none';

function listUntrusted(actual: ApplicationState | undefined): readonly string[] {
  return Object.entries(actual?.components ?? {})
    .filter(([, state]) => needsObservation(state))
    .map(([name]) => name);
}

function removeApplication(
  request: ApplicationDiffRequest,
  actual: ApplicationState,
  reason: string,
): Operation {
  const steps: ComponentStep[] = Object.entries(actual.components)
    .filter(([, state]) => isPresent(state))
    .map(([component, state]) => ({
      component,
      action: 'remove' as const,
      type: state.type,
      from: observedDigest(state),
      to: null,
    }));
  return { ...identify(request, actual.deploymentId), kind: 'remove-app', steps: steps.reverse(), reason };
}

function identify({ host, applicationId }: ApplicationDiffRequest, deploymentId: string) {
  return { host, applicationId, deploymentId };
}
