import type { User } from '../store/types.ts';

/** The organisation that webhooks of its repositories name. */
export function renderOrganization(base: string, user: User) {
  const url = `${base}/orgs/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: user.nodeId,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${base}/avatars/u/${user.id}`,
    description: '',
  };
}
