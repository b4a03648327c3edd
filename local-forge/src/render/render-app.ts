import { formatDate } from '../git/parse-commit.ts';
import type { App, Installation } from '../store/types.ts';
import { renderUser } from './render-user.ts';

/** A GitHub App, as `GET /app` shows it and `performed_via_github_app` carries it. */
export function renderApp(base: string, app: App) {
  const date = formatDate(app.createdAt);
  return {
    id: app.id,
    slug: app.slug,
    node_id: app.nodeId,
    owner: renderUser(base, app.owner),
    name: app.slug,
    description: '',
    external_url: `${base}/apps/${app.slug}`,
    html_url: `${base}/apps/${app.slug}`,
    created_at: date,
    updated_at: date,
    permissions: app.permissions,
    events: app.events,
  };
}

/** The installation of an App on an account. */
export function renderInstallation(base: string, installation: Installation) {
  const { app, account } = installation;
  const date = formatDate(installation.createdAt);
  return {
    id: installation.id,
    account: renderUser(base, account),
    repository_selection: installation.repositoryIds === 'all' ? 'all' : 'selected',
    access_tokens_url: `${base}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${base}/installation/repositories`,
    html_url: `${base}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    created_at: date,
    updated_at: date,
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}
