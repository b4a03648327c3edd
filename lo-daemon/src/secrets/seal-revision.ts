import type { SecretConfig } from '@colo/schemas/documents/lo-config';
import {
  listSecretUses,
  type ResolvedApplication,
  type ResolvedComponent,
  sealComponent,
} from '@colo/schemas/resolve';
import type { Revision } from '../store/revision.ts';
import { findSecretProblem, isGranted, type SecretOutcome } from './find-secret-problem.ts';
import type { Seal } from './seal-key.ts';

export interface RevisionSealing {
  readonly configs: Readonly<Record<string, SecretConfig>>;
  /** By name; every secret that is granted to somebody who refers to it. */
  readonly outcomes: ReadonlyMap<string, SecretOutcome>;
  readonly seal: Seal;
}

/** Names of the secrets that a revision refers to and the site grants, sorted: no other is ever read. */
export function listGrantedNames(
  revision: Revision,
  configs: Readonly<Record<string, SecretConfig>>,
): readonly string[] {
  const names = new Set<string>();
  for (const { applications } of revision.hosts.values())
    for (const { applicationId, components } of applications)
      for (const component of components)
        for (const use of listSecretUses(component)) {
          const place = { ...use, application: applicationId, component: component.name };
          if (Object.hasOwn(configs, use.name) && isGranted(configs[use.name], place)) names.add(use.name);
        }
  return [...names].sort();
}

/**
 * The revision with the secrets of this moment: digests that change with them, what is blocked for want of them, and
 * their texts for those who may have them. The same revision where nothing is other than it says already.
 */
export function sealRevision(revision: Revision, sealing: RevisionSealing): Revision {
  const hosts = new Map(
    [...revision.hosts].map(([name, host]) => [
      name,
      {
        ...host,
        applications: host.applications.map((application) => sealApplication(application, sealing)),
      },
    ]),
  );
  if (describeSeals(hosts) === describeSeals(revision.hosts)) return revision;
  const secrets = new Map(
    [...sealing.outcomes].flatMap(([name, outcome]) =>
      'text' in outcome ? [[name, outcome.text] as const] : [],
    ),
  );
  return { ...revision, hosts, secrets };
}

function sealApplication(application: ResolvedApplication, sealing: RevisionSealing): ResolvedApplication {
  const { applicationId, components } = application;
  return { ...application, components: components.map((each) => sealOne(applicationId, each, sealing)) };
}

function sealOne(
  application: string,
  component: ResolvedComponent,
  { configs, outcomes, seal }: RevisionSealing,
): ResolvedComponent {
  const uses = listSecretUses(component);
  if (uses.length === 0) return component;
  const places = uses.map((use) => ({ ...use, application, component: component.name }));
  const problem = findSecretProblem(places, configs, outcomes);
  const { blocked: _before, ...rest } = component;
  const sealed = sealComponent(rest, ({ name, pointer }) => {
    if (!isGranted(configs[name], { name, pointer, application, component: component.name }))
      return 'refused';
    const outcome = outcomes.get(name);
    return outcome !== undefined && 'text' in outcome ? seal(name, outcome.text) : 'unavailable';
  });
  return problem === undefined ? sealed : { ...sealed, blocked: problem };
}

function describeSeals(hosts: Revision['hosts']): string {
  return JSON.stringify(
    [...hosts].map(([name, { applications }]) => [
      name,
      applications.map(({ components }) => components.map(({ digest, blocked }) => [digest, blocked])),
    ]),
  );
}
