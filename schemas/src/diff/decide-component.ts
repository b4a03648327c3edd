import { shortenDigest } from '../digests/shorten-digest.ts';
import type { ComponentState } from '../generated/actual-state.ts';
import type { ResolvedComponent } from '../resolve/resolved.ts';
import { isPresent, observedDigest } from './inspect-component.ts';
import type { ComponentStep } from './operation.ts';

/** What one desired component needs. */
type ComponentDecision =
  | { readonly kind: 'keep' }
  | { readonly kind: 'quarantined'; readonly reason: string }
  | { readonly kind: 'step'; readonly step: ComponentStep; readonly reason: string };

/**
 * Compares a desired component with what the node showed. The record must be trusted (see `needsObservation`).
 * What failed terminally here is not tried again, whatever the node shows, until its digest changes.
 */
export function decideComponent(
  desired: ResolvedComponent,
  actual: ComponentState | undefined,
): ComponentDecision {
  const difference = findDifference(desired, actual);
  if (difference === undefined) return { kind: 'keep' };
  if (actual?.quarantine?.digest === desired.digest) {
    return {
      kind: 'quarantined',
      reason: `digest ${shortenDigest(desired.digest)} failed before (${actual.quarantine.code}), not tried again`,
    };
  }
  const { action, reason, drift } = difference;
  const step: ComponentStep = {
    component: desired.name,
    action,
    type: desired.type,
    from: observedDigest(actual),
    to: desired.digest,
    ...(drift ? { drift } : {}),
  };
  return { kind: 'step', step, reason };
}

interface Difference {
  readonly action: ComponentStep['action'];
  readonly reason: string;
  readonly drift?: true;
}

function findDifference(
  desired: ResolvedComponent,
  actual: ComponentState | undefined,
): Difference | undefined {
  if (actual === undefined || !isPresent(actual)) {
    if (actual?.installed?.digest !== desired.digest) return { action: 'install', reason: 'not installed' };
    return { action: 'install', reason: 'drift: was installed and is gone', drift: true };
  }
  if (actual.type !== desired.type)
    return { action: 'replace', reason: `type ${actual.type} → ${desired.type}` };
  if (actual.source !== desired.source)
    return { action: 'replace', reason: `source ${actual.source} → ${desired.source}` };
  const digest = observedDigest(actual);
  if (digest !== desired.digest) return { action: 'update', reason: describeDigests(digest, desired.digest) };
  if (actual.observed?.state === 'running') return undefined;
  const state = actual.observed?.state === 'unhealthy' ? 'is unhealthy' : 'is not running';
  return { action: 'update', reason: `drift: ${state}`, drift: true };
}

function describeDigests(from: string | null, to: string): string {
  return `digest ${from === null ? 'unknown' : shortenDigest(from)} → ${shortenDigest(to)}`;
}
