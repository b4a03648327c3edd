import type { HostCapabilities } from '../../generated/site.ts';

/**
 * A host as Margo's device properties, for JSON Pointers such as `/vendor`, `/cpus` or `/supportedDeploymentTypes`.
 * What the inventory lists below `properties` comes first.
 */
export function describeHost(capabilities: HostCapabilities): Readonly<Record<string, unknown>> {
  const { runtimes, cpu, memory, storage, peripherals, interfaces, properties } = capabilities;
  const known: Readonly<Record<string, unknown>> = {
    supportedDeploymentTypes: runtimes,
    cpus: cpu === undefined ? undefined : [cpu],
    memory,
    storage,
    peripherals,
    interfaces,
  };
  const told = Object.entries(known).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(told), ...properties };
}
