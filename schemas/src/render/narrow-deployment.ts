import type { Deployment } from '../generated/desired-state.ts';

/** A deployment without some of its hosts; undefined when none is left. */
export function withoutHosts(deployment: Deployment, leaving: ReadonlySet<string>): Deployment | undefined {
  const hosts = deployment.hosts.filter((host) => !leaving.has(host));
  if (hosts.length === deployment.hosts.length) return deployment;
  if (hosts.length === 0) return undefined;
  const { hostParameters, ...rest } = deployment;
  const kept = Object.entries(hostParameters ?? {}).filter(([host]) => !leaving.has(host));
  return { ...rest, hosts, ...(kept.length === 0 ? {} : { hostParameters: Object.fromEntries(kept) }) };
}
