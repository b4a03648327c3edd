import { INFRA, REGISTRY } from '../world/names.ts';
import type { World } from '../world/world.ts';
import { dig, digList, digText } from './read-json.ts';

/** What a person sees of the world from outside: pages, statuses, commits, comments. */

/** The greeting on the page of an edge node, and the version it names: `Hello, World! 1.0`. */
export async function readPage(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(10_000) });
  const text = await response.text();
  const greeting = /<h1>(?<text>[^<]*)<\/h1>/.exec(text)?.groups?.['text'] ?? '';
  const version = /version (?<text>[0-9.]+[0-9])/.exec(text)?.groups?.['text'] ?? '?';
  return `${greeting} ${version}`;
}

/** `answers` or `silent`: whether something serves HTTP on a port. */
export async function probePort(port: number): Promise<'answers' | 'silent'> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(10_000) });
    return 'answers';
  } catch {
    // Any failure to connect is the answer that was asked for.
    return 'silent';
  }
}

/** The newest state of each status context below `lo/` on a commit of the infra repo, sorted, as `context=state`. */
export async function readReports(world: World, commit: string): Promise<readonly string[]> {
  const newest = new Map<string, string>();
  for (const status of digList(
    await world.github.get(`/repos/${INFRA}/commits/${commit}/statuses?per_page=100`),
  )) {
    const context = digText(status, 'context');
    if (context.startsWith('lo/') && !newest.has(context)) newest.set(context, digText(status, 'state'));
  }
  return [...newest].map(([context, state]) => `${context}=${state}`).sort();
}

/** The newest state and description of one context on a commit of a repo. */
export async function readStatus(
  world: World,
  repository: string,
  commit: string,
  context: string,
): Promise<unknown> {
  const statuses = digList(
    await world.github.get(`/repos/${repository}/commits/${commit}/statuses?per_page=100`),
  );
  return statuses.find((status) => dig(status, 'context') === context);
}

/** Commit that a branch of the infra repo is at. */
export async function readInfraHead(world: World, branch = 'main'): Promise<string> {
  return digText(await world.github.get(`/repos/${INFRA}/git/ref/heads/${branch}`), 'object', 'sha');
}

/** Commit that a tag of the app registry names. */
export async function readRegistryTag(world: World, tag: string): Promise<string> {
  return digText(await world.github.get(`/repos/${REGISTRY}/git/ref/tags/${tag}`), 'object', 'sha');
}

/** Bodies of the comments on an issue of the infra repo. */
export async function readComments(world: World, issue: number): Promise<readonly string[]> {
  const comments = digList(await world.github.get(`/repos/${INFRA}/issues/${issue}/comments?per_page=100`));
  return comments.map((comment) => digText(comment, 'body'));
}

/** `open` or `closed`. */
export async function readIssueState(world: World, issue: number): Promise<string> {
  return digText(await world.github.get(`/repos/${INFRA}/issues/${issue}`), 'state');
}

/** When each host was last looked at, as each site's LO says (ISO 8601). */
export async function readObservationTimes(world: World): Promise<readonly string[]> {
  const times: string[] = [];
  for (const site of world.locals.keys()) {
    const { stdout } = await world.lo(site, 'status', '--json');
    for (const host of digList(JSON.parse(stdout), 'hosts')) times.push(digText(host, 'observedAt'));
  }
  return times;
}
