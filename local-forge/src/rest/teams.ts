import { notFound, Refusal } from '../answers/refusal.ts';
import type { Answer, ApiRequest, Route } from '../http/types.ts';
import { ok } from './answers.ts';

/** Whether a person is in a team; 404 says no, and also that there is no such team. */
function getMembership(request: ApiRequest): Answer {
  const { world, params } = request;
  const { org = '', team_slug: slug = '', username = '' } = params;
  assertMayAsk(request, org);
  const members = world.store.teams.get(`${org}/${slug}`.toLowerCase());
  if (members?.has(username.toLowerCase()) !== true) {
    throw notFound();
  }
  const url = `${world.base}/orgs/${org}/teams/${slug}/memberships/${username}`;
  return ok({ url, role: 'member', state: 'active' });
}

/** An app needs `members: read` and an installation on that organisation. */
function assertMayAsk({ actor }: ApiRequest, organization: string): void {
  if (actor.kind !== 'token') {
    throw new Refusal(401, 'Requires authentication');
  }
  const { installation, permissions } = actor.grant;
  if (installation !== undefined && installation.account.login.toLowerCase() !== organization.toLowerCase()) {
    throw notFound();
  }
  if (permissions !== undefined && permissions['members'] === undefined) {
    throw new Refusal(
      403,
      installation === undefined
        ? 'Resource not accessible by personal access token'
        : 'Resource not accessible by integration',
    );
  }
}

/** Teams of organisations. */
export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    access: { for: 'anyone' },
    handle: getMembership,
  },
];
