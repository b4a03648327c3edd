import { compareCodePoints } from '../digests/compare-code-points.ts';
import { computeHostDiff, type HostDiffRequest } from './compute-host-diff.ts';
import type { Operation } from './operation.ts';

export interface DiffRequest {
  readonly hosts: readonly HostDiffRequest[];
}

/**
 * What must be done so that the hosts of a site become as desired, sorted by host and application. Applications are
 * compared one by one: what is wanted of one never changes the operations of another.
 */
export function computeDiff({ hosts }: DiffRequest): readonly Operation[] {
  return [...hosts].sort((left, right) => compareCodePoints(left.host, right.host)).flatMap(computeHostDiff);
}
