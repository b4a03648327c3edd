import type { PublishedVersions } from '../../registry/published-versions.ts';
import { listLocalTags, type Tag } from '../git/list-tags.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createCommitReader } from '../reader/commit-reader.ts';

/**
 * What is published in the repository itself, by the tags that are there.
 *
 * @param prefix where the registry starts in its commits: the empty string, or a folder with a slash at its end
 */
export function openPublished(context: GitContext, blobs: BlobReader, prefix: string): PublishedVersions {
  let tags: Promise<ReadonlyMap<string, Tag>> | undefined;
  const readTags = (): Promise<ReadonlyMap<string, Tag>> => {
    tags ??= listLocalTags(context).then((listed) => new Map(listed.map((tag) => [tag.name, tag])));
    return tags;
  };
  return {
    readTag: async (name) => (await readTags()).get(name)?.commit,
    listTags: async (start) => [...(await readTags()).keys()].filter((name) => name.startsWith(start)),
    // The process that reads it is lent to all of them.
    openTree: (commit) => ({
      ...createCommitReader(context, commit, blobs, prefix),
      close: async () => undefined,
    }),
  };
}
