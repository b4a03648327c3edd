import type { ChangeRequest } from '../change/change-request.ts';
import { listTouchedApplications } from '../change/entry-fingerprint.ts';
import type { SiteChange } from '../change/rendered-change.ts';
import { mayDeploy } from './decide-permission.ts';
import type { Session } from './open-session.ts';

/**
 * Whether the person who asked may make every part of a change, as of now. Asked when the command is read and again
 * before each write; whatever cannot be found out is a no. Automation proposes only, so it may.
 */
export async function authorizeChange(
  { repository, fleet }: Session,
  request: ChangeRequest,
  sites: readonly SiteChange[],
): Promise<boolean> {
  if (request.verb === 'update') return true;
  const rules = (await fleet()).policy.spec.deploy;
  const login = request.by;
  const permission = await repository.permissions.getPermission(login);
  const teams = new Set<string>();
  for (const team of new Set(rules?.flatMap((rule) => rule.teams ?? []))) {
    if (await repository.permissions.isTeamMember(team, login)) teams.add(team);
  }
  return sites.every(({ site, before, after }) =>
    listTouchedApplications(before, after).every((application) =>
      mayDeploy({ login, permission, teams, application, site }, rules),
    ),
  );
}
