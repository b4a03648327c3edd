export { readFleetPolicy } from '../../documents/read-fleet-policy.ts';
export type { FleetPolicy, PackagePolicy } from '../../generated/fleet-policy.ts';
