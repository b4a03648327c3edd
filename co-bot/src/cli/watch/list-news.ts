import type { ChangeView, HostView, PullView } from './change-view.ts';

/** What is new since the last look; each kind is one line for people and one object for programs. */
export type News =
  | ({ readonly event: 'pull' } & PullView)
  | { readonly event: 'merged'; readonly number: number; readonly commit: string; readonly hosts: number }
  | ({ readonly event: 'host' } & HostView);

/** Compares two looks. The first one has nothing before it. */
export function listNews(before: ChangeView | undefined, after: ChangeView): readonly News[] {
  const news: News[] = [];
  const { pull } = after;
  if (pull !== undefined && (before?.pull === undefined || before.pull.title !== pull.title)) {
    news.push({ event: 'pull', ...pull });
  }
  if (pull?.mergeCommit !== undefined && before?.pull?.mergeCommit === undefined) {
    news.push({ event: 'merged', number: pull.number, commit: pull.mergeCommit, hosts: after.hosts.length });
  }
  const known = new Map(before?.hosts.map((host) => [keyOf(host), host]));
  for (const host of after.hosts) {
    const last = known.get(keyOf(host));
    if (last?.standing !== host.standing || last.detail !== host.detail)
      news.push({ event: 'host', ...host });
  }
  return news;
}

function keyOf(host: HostView): string {
  return `${host.site} ${host.host} ${host.application}`;
}
