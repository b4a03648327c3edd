import { ColoError } from '../errors/colo-error.ts';
import type { DesiredState, Hold } from '../generated/desired-state.ts';
import type { Site } from '../generated/site.ts';
import type { RenderedSite } from './deploy-request.ts';
import { finishSite } from './finish-site.ts';
import { boundHold } from './hold.ts';
import { withoutHosts } from './narrow-deployment.ts';

export interface RestoreRequest {
  readonly site: Site;
  readonly current: DesiredState | undefined;
  /** The site's desired state at the commit to go back to; undefined where it had none. */
  readonly earlier: DesiredState | undefined;
  readonly applicationIds: readonly string[];
  /** Keeps automation from rolling forward again. */
  readonly hold: Hold;
}

/**
 * Rollback: the deployment entries of some applications as they were, with a hold; entries of others stay as they are
 * now. An application that was not deployed then is removed.
 */
export function restoreDeployments({
  site,
  current,
  earlier,
  applicationIds,
  hold,
}: RestoreRequest): RenderedSite {
  const name = site.metadata.name;
  const chosen = new Set(applicationIds);
  const now = current?.spec.deployments ?? [];
  const then = (earlier?.spec.deployments ?? []).filter(({ applicationId }) => chosen.has(applicationId));
  const errors = applicationIds
    .filter((id) => ![...now, ...then].some(({ applicationId }) => applicationId === id))
    .map((application) => {
      const message = `${application} is deployed on ${name} neither now nor at the commit to go back to.`;
      return new ColoError('RENDER_APPLICATION_ABSENT', message, { place: { site: name, application } });
    });
  if (errors.length > 0) return { ok: false, site: name, errors };

  const known = new Set(site.spec.hosts.map((host) => host.name));
  const gone = new Set(then.flatMap(({ hosts }) => hosts).filter((host) => !known.has(host)));
  const restored = then.flatMap((deployment) => withoutHosts(deployment, gone) ?? []);
  const warnings = [
    ...[...gone].sort().map((host) => `${name}: host ${host} is no longer in site.yaml and is left out`),
    ...applicationIds
      .filter((id) => !restored.some(({ applicationId }) => applicationId === id))
      .map((id) => `${name}: ${id} was not deployed then and is removed`),
  ];
  const others = now.filter(({ applicationId }) => !chosen.has(applicationId));
  const held = restored.map((deployment) => ({ ...deployment, hold: boundHold(hold) }));
  return finishSite(name, current, [...others, ...held], warnings);
}
