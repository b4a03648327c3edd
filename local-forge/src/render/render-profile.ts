import { formatDate } from '../git/parse-commit.ts';
import type { User } from '../store/types.ts';
import { renderUser } from './render-user.ts';

/** What `GET /users/{username}` shows. */
export function renderPublicProfile(base: string, user: User, publicRepositories: number) {
  const date = formatDate(user.createdAt);
  return {
    ...renderUser(base, user),
    name: user.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: publicRepositories,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: date,
    updated_at: date,
  };
}

/** What `GET /user` shows to the user. */
export function renderPrivateProfile(
  base: string,
  user: User,
  publicRepositories: number,
  privateRepositories: number,
) {
  return {
    ...renderPublicProfile(base, user, publicRepositories),
    private_gists: 0,
    total_private_repos: privateRepositories,
    owned_private_repos: privateRepositories,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}
