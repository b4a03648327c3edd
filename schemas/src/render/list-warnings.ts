import { ownValue } from '../resolve/own-value.ts';
import { suggestWord } from '../text/suggest-word.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { DeploymentDraft } from './draft-deployments.ts';

/** What is allowed and may still surprise: hosts that come along or are gone, values for parameters that do not exist. */
export function listWarnings(request: DeployRequest, drafts: readonly DeploymentDraft[]): readonly string[] {
  const { site, groups, package: app, hosts } = request;
  const name = site.metadata.name;
  const inventory = new Set(site.spec.hosts.map((host) => host.name));
  const along = drafts.flatMap((draft) => draft.hosts.filter((host) => !hosts.includes(host)));
  const gone = drafts.flatMap(({ matched }) => (matched?.hosts ?? []).filter((host) => !inventory.has(host)));
  const layers = [
    ...groups.map((group) => [`group ${group.name}`, group.parameters] as const),
    [`site ${name}`, site.spec.parameters] as const,
    ...site.spec.hosts.map((host) => [`host ${host.name} of ${name}`, host.parameters] as const),
  ];
  const known = Object.keys(app.parameters);
  const unknown = layers.flatMap(([where, parameters]) =>
    Object.keys(ownValue(parameters, app.id) ?? {})
      .filter((parameter) => !known.includes(parameter))
      .map((parameter) => {
        const suggestion = suggestWord(parameter, known);
        const meant = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        return `${where} has a value for ${parameter}, which ${app.id} ${app.version} does not have${meant}`;
      }),
  );
  return [
    ...along.map(
      (host) => `${name}: host ${host} shares a deployment with the chosen hosts and changes with them`,
    ),
    ...gone.map((host) => `${name}: host ${host} is no longer in site.yaml and is left out`),
    ...unknown,
  ];
}
