import { ColoError } from '../errors/colo-error.ts';
import type { Deployment, DesiredState, Hold } from '../generated/desired-state.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { RenderedSite, Requester } from './deploy-request.ts';
import { finishSite } from './finish-site.ts';

/** Bounds of the DesiredState schema. */
const MAX_REASON_LENGTH = 500;
const MAX_BY_LENGTH = 100;

export interface HoldRequest {
  readonly current: DesiredState;
  readonly applicationId: string;
}

/** Puts a hold on every deployment of an application: automation must not change it until the hold is cleared. */
export function setHold(request: HoldRequest & { readonly hold: Hold }): RenderedSite {
  const hold = boundHold(request.hold);
  return changeDeployments(request, (deployment) => ({ ...deployment, hold }));
}

/** Lets automation change an application again. */
export function clearHold(request: HoldRequest): RenderedSite {
  return changeDeployments(request, ({ hold: _hold, ...deployment }) => deployment);
}

/** A hold whose texts fit the schema and are inert. */
export function boundHold({ reason, by }: Hold): Hold {
  return { reason: toSafeText(reason, MAX_REASON_LENGTH), by: toSafeText(by, MAX_BY_LENGTH) };
}

/** The error of a change that a hold forbids; undefined where the change may go on. */
export function refuseHeld(
  site: string,
  by: Requester,
  { applicationId, hold }: Deployment,
): ColoError | undefined {
  if (hold === undefined || by === 'person') return undefined;
  return new ColoError(
    'RENDER_ON_HOLD',
    `${applicationId} on ${site} is on hold by ${toSafeText(hold.by, MAX_BY_LENGTH)}: ${toSafeText(hold.reason, MAX_REASON_LENGTH)}`,
    { place: { site, application: applicationId } },
  );
}

function changeDeployments(
  { current, applicationId }: HoldRequest,
  change: (deployment: Deployment) => Deployment,
): RenderedSite {
  const { site } = current.metadata;
  const { deployments } = current.spec;
  if (deployments.some((deployment) => deployment.applicationId === applicationId)) {
    const changed = deployments.map((deployment) =>
      deployment.applicationId === applicationId ? change(deployment) : deployment,
    );
    return finishSite(site, current, changed);
  }
  const error = new ColoError('RENDER_APPLICATION_ABSENT', `${applicationId} is not deployed on ${site}.`, {
    place: { site, application: applicationId },
  });
  return { ok: false, site, errors: [error] };
}
