import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { type Event, readEvent } from '@colo/schemas/documents/event';
import type { TreeReader } from '../ports/git-store.ts';
import { desiredStatePath, eventPath } from './paths.ts';

/**
 * A site's desired state in a tree; undefined where it has none.
 *
 * @throws ColoError when there is one that cannot be read: it must never be taken for "nothing desired"
 */
export async function readSiteDesired(tree: TreeReader, site: string): Promise<DesiredState | undefined> {
  const file = desiredStatePath(site);
  const id = await tree.findId(file);
  if (id === undefined) return undefined;
  const key = `${file} ${id}`;
  let read = cache.get(key);
  if (read === undefined) {
    const bytes = (await tree.read(file)) ?? new Uint8Array();
    read = readDesiredState(new TextDecoder().decode(bytes), { file, site });
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, read);
  }
  if (read.ok) return read.value;
  throw diagnosticsToError(read.diagnostics);
}

// A document is read once per content: commits share most of them. Nobody changes what a reader returned.
const MAX_CACHED = 50_000;
const cache = new Map<string, ReturnType<typeof readDesiredState>>();

/** What a site reported last; undefined where it never did, or where the record cannot be read: events are hints. */
export async function readSiteEvent(tree: TreeReader | undefined, site: string): Promise<Event | undefined> {
  const file = eventPath(site);
  const bytes = await tree?.read(file);
  if (bytes === undefined) return undefined;
  const read = readEvent(new TextDecoder().decode(bytes), { file, site });
  return read.ok ? read.value : undefined;
}
