import validRange from 'semver/ranges/valid.js';
import type { Deployment, DesiredState, Purge } from '../generated/desired-state.ts';
import { findRenamed } from '../text/find-renamed.ts';
import { suggestWord } from '../text/suggest-word.ts';
import { checkSiteName } from './check-site-name.ts';
import type { Diagnostic } from './diagnostic.ts';
import { findRepeated } from './find-repeated.ts';
import type { PathStep } from './json-pointer.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/**
 * Rules of a desired state beyond its schema, as far as the document alone shows them.
 *
 * @param siteHosts names of the site's hosts, where they are known: they tell which of two names is misspelt
 */
export function checkDesiredState(
  desired: DesiredState,
  parsed: ParsedYaml,
  site: string | undefined,
  siteHosts: readonly string[] = [],
): readonly Diagnostic[] {
  const { deployments } = desired.spec;
  return [
    ...checkSiteName(desired.metadata.site, ['metadata', 'site'], site, parsed),
    ...checkIds(deployments, parsed),
    ...checkHosts(deployments, parsed),
    ...checkPurges(desired.spec.purged ?? [], parsed),
    ...deployments.flatMap((deployment, index) => checkDeployment(deployment, index, parsed, siteHosts)),
  ];
}

function checkIds(deployments: readonly Deployment[], parsed: ParsedYaml): readonly Diagnostic[] {
  return findRepeated(deployments.map((deployment) => deployment.id)).map(({ index, first, word }) => {
    const message = `spec.deployments[${index}] has the id ${word} of spec.deployments[${first}]`;
    return makeDiagnostic(
      'DESIRED_ID_DUPLICATE',
      message,
      parsed.locate(['spec', 'deployments', index, 'id']),
    );
  });
}

/** A host runs an application once: two deployments of it there would undo each other for ever. */
function checkHosts(deployments: readonly Deployment[], parsed: ParsedYaml): readonly Diagnostic[] {
  const owners = new Map<string, number>();
  const found: Diagnostic[] = [];
  for (const [index, { id, applicationId, hosts }] of deployments.entries()) {
    const shared = new Map<number, number[]>();
    for (const [place, host] of hosts.entries()) {
      const key = `${applicationId} ${host}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? index);
      // A copied entry is told by its id.
      if (owner === undefined || deployments[owner]?.id === id) continue;
      shared.set(owner, [...(shared.get(owner) ?? []), place]);
    }
    for (const [owner, places] of shared) {
      const names = places.map((place) => hosts[place]).join(', ');
      const who = places.length === 1 ? `host ${names} is` : `the hosts ${names} are`;
      const message = `${who} in two deployments of ${applicationId}: spec.deployments[${owner}] and [${index}]`;
      const spot = parsed.locate(['spec', 'deployments', index, 'hosts', places[0] ?? 0]);
      found.push(makeDiagnostic('DESIRED_HOST_TWICE', message, spot));
    }
  }
  return found;
}

/** A host has one epoch for an application. Hosts need not be in the inventory: one that left it may come back. */
function checkPurges(purged: readonly Purge[], parsed: ParsedYaml): readonly Diagnostic[] {
  const owners = new Map<string, number>();
  const found: Diagnostic[] = [];
  for (const [index, { applicationId, hosts }] of purged.entries()) {
    for (const [place, host] of hosts.entries()) {
      const key = `${applicationId} ${host}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? index);
      if (owner === undefined || owner === index) continue;
      const message = `host ${host} is in two purges of ${applicationId}: spec.purged[${owner}] and [${index}]`;
      const spot = parsed.locate(['spec', 'purged', index, 'hosts', place]);
      found.push(makeDiagnostic('DESIRED_PURGE_TWICE', message, spot));
    }
  }
  return found;
}

function checkDeployment(
  deployment: Deployment,
  index: number,
  parsed: ParsedYaml,
  siteHosts: readonly string[],
): readonly Diagnostic[] {
  const base = ['spec', 'deployments', index];
  const name = `spec.deployments[${index}]`;
  const components = deployment.profile.components.map((component) => component.name);
  const { track } = deployment;
  return [
    ...findRepeated(components).map(({ index: place, word }) => {
      const spot = parsed.locate([...base, 'profile', 'components', place, 'name']);
      return makeDiagnostic('DESIRED_COMPONENT_DUPLICATE', `${name} has two components named ${word}`, spot);
    }),
    ...checkTargets(deployment, components, name, base, parsed),
    ...checkParameterNames(deployment, name, base, parsed),
    ...checkParameterHosts(deployment, name, base, parsed, siteHosts),
    ...(track === undefined || validRange(track) !== null
      ? []
      : [
          makeDiagnostic(
            'DESIRED_RANGE_INVALID',
            `${name}.track is no range`,
            parsed.locate([...base, 'track']),
          ),
        ]),
  ];
}

function checkTargets(
  deployment: Deployment,
  components: readonly string[],
  name: string,
  base: readonly PathStep[],
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  const parameters = Object.values(deployment.parameters);
  const used = parameters.flatMap(({ targets }) => targets.flatMap((target) => target.components));
  const renamed = findRenamed(components, used);
  const found = [...renamed].map(([component, meant]) => {
    const message = `${name}: parameters target component ${meant}, which the profile does not have, and none targets ${component}; did you mean ${meant}?`;
    const path = [...base, 'profile', 'components', components.indexOf(component), 'name'];
    return makeDiagnostic('DESIRED_TARGET_DANGLING', message, parsed.locate(path), {
      fix: `Write ${meant}.`,
    });
  });
  const excused = new Set([...components, ...renamed.values()]);
  for (const [parameter, { targets }] of Object.entries(deployment.parameters)) {
    for (const [place, target] of targets.entries()) {
      for (const [step, component] of target.components.entries()) {
        if (excused.has(component)) continue;
        const near = suggestWord(component, components);
        const hint = near === undefined ? '' : `; did you mean ${near}?`;
        const message = `${name}: parameter ${parameter} targets component ${component}, which the profile does not have${hint}`;
        const path = [...base, 'parameters', parameter, 'targets', place, 'components', step];
        const fix = near === undefined ? `Write one of ${components.join(', ')}.` : `Write ${near}.`;
        found.push(makeDiagnostic('DESIRED_TARGET_DANGLING', message, parsed.locate(path), { fix }));
      }
    }
  }
  return found;
}

function checkParameterNames(
  deployment: Deployment,
  name: string,
  base: readonly PathStep[],
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  const known = Object.keys(deployment.parameters);
  const found: Diagnostic[] = [];
  function checkNames(
    values: Readonly<Record<string, unknown>>,
    path: readonly PathStep[],
    where: string,
  ): void {
    for (const parameter of Object.keys(values)) {
      if (known.includes(parameter)) continue;
      const near = suggestWord(parameter, known);
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      const message = `${name}.${where} sets ${parameter}, which is no parameter of this deployment${hint}`;
      const options = near === undefined ? {} : { fix: `Write ${near}.` };
      const spot = parsed.locateKey([...path, parameter]);
      found.push(makeDiagnostic('DESIRED_PARAMETER_UNKNOWN', message, spot, options));
    }
  }
  checkNames(deployment.overrides ?? {}, [...base, 'overrides'], 'overrides');
  for (const [host, values] of Object.entries(deployment.hostParameters ?? {})) {
    const path = [...base, 'hostParameters', host];
    checkNames(values, path, `hostParameters.${host}`);
  }
  return found;
}

/** Hosts with values of their own are among the deployment's hosts. */
function checkParameterHosts(
  { hosts, hostParameters = {} }: Deployment,
  name: string,
  base: readonly PathStep[],
  parsed: ParsedYaml,
  siteHosts: readonly string[],
): readonly Diagnostic[] {
  const strangers = siteHosts.length === 0 ? [] : hosts.filter((host) => !siteHosts.includes(host));
  const found: Diagnostic[] = [];
  for (const host of Object.keys(hostParameters)) {
    if (hosts.includes(host)) continue;
    const misspelt = siteHosts.includes(host) ? takeMeant(host, strangers) : undefined;
    if (misspelt !== undefined) {
      const message = `${name} is meant for host ${misspelt}, which its site does not list; did you mean ${host}, which has values of its own?`;
      const spot = parsed.locate([...base, 'hosts', hosts.indexOf(misspelt)]);
      found.push(makeDiagnostic('DESIRED_HOST_UNKNOWN', message, spot, { fix: `Write ${host}.` }));
      continue;
    }
    const near = suggestWord(host, hosts);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const message = `${name}.hostParameters names host ${host}, which is not among its hosts${hint}`;
    const options = near === undefined ? {} : { fix: `Write ${near}.` };
    const spot = parsed.locateKey([...base, 'hostParameters', host]);
    found.push(makeDiagnostic('DESIRED_HOST_UNKNOWN', message, spot, options));
  }
  return found;
}

/** Of the names that no host of the site has, the one that stands for `host`; it stands for no other then. */
function takeMeant(host: string, strangers: string[]): string | undefined {
  const [meant] = strangers.length === 1 ? strangers : [suggestWord(host, strangers)];
  if (meant !== undefined) strangers.splice(strangers.indexOf(meant), 1);
  return meant;
}
