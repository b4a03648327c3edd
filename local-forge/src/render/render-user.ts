import type { User } from '../store/types.ts';

/** GitHub's "simple user": the form in which people, bots and organisations appear in other objects. */
export function renderUser(base: string, user: User) {
  const login = encodeURIComponent(user.login);
  const url = `${base}/users/${login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: user.nodeId,
    avatar_url: `${base}/avatars/u/${user.id}`,
    gravatar_id: '',
    url,
    html_url: user.type === 'Bot' ? `${base}/apps/${user.login.replace('[bot]', '')}` : `${base}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}
