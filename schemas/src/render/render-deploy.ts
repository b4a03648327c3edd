import { ColoError } from '../errors/colo-error.ts';
import type { Deployment } from '../generated/desired-state.ts';
import { buildDeployment } from './build-deployment.ts';
import { checkParameters } from './check-parameters.ts';
import { checkRequest } from './check-request.ts';
import { chooseHostProfiles } from './choose-host-profiles.ts';
import type { DeployRequest, RenderedSite } from './deploy-request.ts';
import { type DeploymentDraft, draftDeployments } from './draft-deployments.ts';
import { finishSite } from './finish-site.ts';
import { refuseHeld } from './hold.ts';
import { listTargets } from './list-targets.ts';
import { listWarnings } from './list-warnings.ts';
import { withoutHosts } from './narrow-deployment.ts';
import { resolveOverrides } from './resolve-overrides.ts';
import { resolveParameters } from './resolve-parameters.ts';

/**
 * Renders one deploy command into one site's desired state. Rendering twice gives the same document; entries of other
 * applications stay as they are. Faults come back all at once, as errors of the areas RENDER_*.
 */
export function renderDeploy(request: DeployRequest): RenderedSite {
  const site = request.site.metadata.name;
  const everything = request.current?.spec.deployments ?? [];
  const existing = everything.filter(({ applicationId }) => applicationId === request.package.id);
  const { profiles, errors: unfit } = chooseHostProfiles(request, existing);
  const drafts = draftDeployments(request, existing, profiles);
  const rendered = drafts.map((draft) => renderDraft(request, draft));
  const errors = [
    ...checkRequest(request, existing),
    ...unfit,
    ...listHeld(request, existing, new Set(profiles.keys())),
    ...findUselessSets(request, drafts),
    ...rendered.flatMap((one) => one.errors),
  ];
  if (errors.length > 0) return { ok: false, site, errors };

  const moving = new Set(profiles.keys());
  const matched = new Set(drafts.map((draft) => draft.matched));
  const kept = everything.flatMap((deployment) => {
    if (matched.has(deployment)) return [];
    return deployment.applicationId === request.package.id
      ? (withoutHosts(deployment, moving) ?? [])
      : deployment;
  });
  const warnings = [...listWarnings(request, drafts), ...rendered.flatMap((one) => one.warnings)];
  return finishSite(site, request.current, [...kept, ...rendered.map((one) => one.deployment)], warnings);
}

interface RenderedDraft {
  readonly deployment: Deployment;
  readonly errors: readonly ColoError[];
  readonly warnings: readonly string[];
}

function renderDraft(request: DeployRequest, draft: DeploymentDraft): RenderedDraft {
  const overrides = resolveOverrides(request, draft);
  const parameters = resolveParameters(request, draft, overrides.values);
  return {
    deployment: buildDeployment(request, draft, overrides.values, parameters),
    errors: [...overrides.errors, ...checkParameters(request, draft, parameters)],
    warnings: overrides.warnings,
  };
}

/** Hosts that leave a held deployment change it too. */
function listHeld(
  { site, by }: DeployRequest,
  existing: readonly Deployment[],
  changing: ReadonlySet<string>,
): readonly ColoError[] {
  return existing
    .filter(({ hosts }) => hosts.some((host) => changing.has(host)))
    .flatMap((deployment) => refuseHeld(site.metadata.name, by, deployment) ?? []);
}

/** A value that no chosen profile uses would be lost silently. */
function findUselessSets(request: DeployRequest, drafts: readonly DeploymentDraft[]): readonly ColoError[] {
  const { package: app, set = {}, site } = request;
  if (drafts.length === 0) return [];
  const profiles = drafts.map(({ profile }) => profile);
  return Object.keys(set)
    .filter((name) => Object.hasOwn(app.parameters, name))
    .filter((name) => profiles.every((profile) => listTargets(app, profile, name).length === 0))
    .map((name) => {
      const ids = profiles.map(({ id }) => id).join(', ');
      const message = `Parameter ${name} of ${app.id} ${app.version} is not used by profile ${ids}, which ${site.metadata.name} gets.`;
      const place = { site: site.metadata.name, application: app.id };
      return new ColoError('RENDER_PARAMETER_UNKNOWN', message, { place });
    });
}
