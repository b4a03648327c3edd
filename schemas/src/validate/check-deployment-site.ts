import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { DesiredState } from '../generated/desired-state.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import { suggestWord } from '../text/suggest-word.ts';

/**
 * A desired state against its site's inventory: hosts that are there and can run what is meant for them.
 *
 * @param isExplained says that a host lacks a runtime for a fault that is reported elsewhere
 */
export function checkDesiredHosts(
  desired: DesiredState,
  parsed: ParsedYaml,
  site: Site,
  isExplained: (host: string, runtime: string) => boolean = () => false,
): readonly Diagnostic[] {
  const runtimes = new Map(site.spec.hosts.map((host) => [host.name, host.capabilities.runtimes]));
  const known = [...runtimes.keys()];
  const found: Diagnostic[] = [];
  for (const [index, { applicationId, hosts, profile }] of desired.spec.deployments.entries()) {
    for (const [place, host] of hosts.entries()) {
      const spot = parsed.locate(['spec', 'deployments', index, 'hosts', place]);
      const offered = runtimes.get(host);
      if (offered === undefined) {
        const near = suggestWord(host, known);
        const hint = near === undefined ? '' : `; did you mean ${near}?`;
        const message = `${applicationId} is meant for host ${host}, which site ${site.metadata.name} does not list${hint}`;
        const options = near === undefined ? {} : { fix: `Write ${near}.` };
        found.push(makeDiagnostic('DESIRED_HOST_UNKNOWN', message, spot, options));
      } else if (!offered.includes(profile.type) && !isExplained(host, profile.type)) {
        const message = `${applicationId} needs the runtime ${profile.type}, which host ${host} does not offer (it offers ${offered.join(', ') || 'none'})`;
        found.push(makeDiagnostic('DESIRED_RUNTIME_MISSING', message, spot));
      }
    }
  }
  return found;
}

/** A desired state against the fleet policy: packages come from allowed registries. Forges fold the case of names. */
export function checkDesiredRegistries(
  desired: DesiredState,
  parsed: ParsedYaml,
  policy: FleetPolicy,
): readonly Diagnostic[] {
  const allowed = new Set(policy.spec.registries.map(({ repository }) => repository.toLowerCase()));
  return desired.spec.deployments.flatMap(({ applicationId, source }, index) => {
    if (allowed.has(source.repository.toLowerCase())) return [];
    const message = `${applicationId} comes from ${source.repository}, which colo.yaml does not list`;
    const path = ['spec', 'deployments', index, 'source', 'repository'];
    return [makeDiagnostic('POLICY_REGISTRY_REFUSED', message, parsed.locate(path))];
  });
}
