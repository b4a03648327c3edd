import type { RepoReader } from '@colo/schemas/tree';

/** What a registry has published: its tags and their trees, wherever the repository lies. */
export interface PublishedVersions {
  /** The commit that a tag names. */
  readTag(tag: string): Promise<string | undefined>;
  listTags(prefix: string): Promise<readonly string[]>;
  /** The tree of a commit; it is closed when it is done with. */
  openTree(commit: string): RepoReader & { close(): Promise<void> };
}
