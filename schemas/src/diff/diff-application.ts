import type { ApplicationState } from '../generated/actual-state.ts';
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
}

/** The operations of one application on one host, in order; none when it is neither wanted nor there. */
export function diffApplication(request: ApplicationDiffRequest): readonly Operation[] {
  const { host, desired, actual } = request;
  const untrusted = listUntrusted(actual);
  if (actual !== undefined && untrusted.length > 0) {
    const reason = `${untrusted.join(', ')}: not observed since the last change`;
    return [{ ...identify(request, actual.deploymentId), kind: 'observe', steps: [], reason }];
  }
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
