import { type FleetPolicy, fleetPolicySchema } from '../generated/fleet-policy.ts';
import { checkFleetPolicy } from './check-fleet-policy.ts';
import type { ReadResult } from './diagnostic.ts';
import { type DocumentForm, type ReadOptions, readDocument } from './read-document.ts';

/** Reads `colo.yaml`, the fleet policy. Faults come with file, line and column; nothing is thrown. */
export function readFleetPolicy(text: string, options: ReadOptions): ReadResult<FleetPolicy> {
  return readDocument(text, options, fleetPolicyForm);
}

/** The rules of `colo.yaml`. */
export const fleetPolicyForm: DocumentForm<FleetPolicy> = {
  kind: 'FleetPolicy',
  schema: fleetPolicySchema,
  check: checkFleetPolicy,
};
