import { isColoError } from '@colo/schemas/errors';
import type { Log } from '../ports/log.ts';
import { type Permission, type Permissions, permissionLevels } from '../ports/permissions.ts';
import { callGitHub } from './call-github.ts';
import type { Access } from './client.ts';

/** Permissions through GitHub's REST API. Whatever is not a clear yes is a no, and is logged. */
export function createPermissions({ client, at }: Access, log: Log): Permissions {
  return {
    async getPermission(login) {
      try {
        const { data } = await callGitHub('read a permission', () =>
          client.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }),
        );
        // `permission` folds maintain into write; `role_name` tells them apart, but may be a custom role's name.
        return data.permission === 'write' && data.role_name === 'maintain'
          ? 'maintain'
          : toLevel(data.permission);
      } catch (error) {
        return deny(error, 'none');
      }
    },
    async isTeamMember(team, login) {
      const [org = '', slug = ''] = team.split('/');
      if (org.toLowerCase() !== at.owner.toLowerCase() || slug === '') return false;
      try {
        const { data } = await callGitHub('read a team membership', () =>
          client.rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username: login }),
        );
        return data.state === 'active';
      } catch (error) {
        return deny(error, false);
      }
    },
  };

  function deny<Answer>(error: unknown, answer: Answer): Answer {
    if (!isColoError(error)) throw error;
    if (error.code !== 'GITHUB_NOT_FOUND')
      log.warn({ code: error.code, reason: error.message }, 'Permission unknown');
    return answer;
  }
}

function toLevel(text: string): Permission {
  return permissionLevels.find((level) => level === text) ?? 'none';
}
