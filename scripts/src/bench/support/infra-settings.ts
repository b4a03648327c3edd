import type { InfraSettings } from '@colo/lo-daemon/config';
import type { ForgeProcess } from './start-forge-process.ts';

/** LO's settings for a repository of the benchmark's forge. */
export function describeInfra(forge: ForgeProcess, repository: string): InfraSettings {
  return {
    repository: forge.urlOf(repository),
    name: `acme/${repository}`,
    branch: 'main',
    eventsBranch: 'colo/events',
    credential: { file: forge.tokenFile },
    pollMs: 60_000,
  };
}
