import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { Site } from '@colo/schemas/documents/site';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { ResolvedHost } from '@colo/schemas/resolve';

/** A revision of the infra repo that LO took over, as it is kept: the texts themselves, and what they refer to. */
export interface RevisionRecord {
  /** Commit that was adopted. */
  readonly commit: string;
  /** Newest first-parent commit that changed the site: reports go to it. */
  readonly statusCommit: string;
  /** Tree of `sites/<site>`. */
  readonly siteTree: string;
  /** Names the site's tree and the trees of the packages that it refers to: equal means nothing to do. */
  readonly fingerprint: string;
  /** UTC time, RFC 3339. */
  readonly adoptedAt: string;
  readonly siteText: string;
  readonly desiredText: string;
  /** Package digests (`sha256:…`) that the desired state refers to. */
  readonly packages: readonly string[];
  /** Encrypted secrets of the site by file name: the SHA-256 of each, whose bytes are in the blob store. */
  readonly secretFiles: Readonly<Record<string, string>>;
}

/** A revision in memory, read and resolved: what the reconciler works with. */
export interface Revision {
  readonly record: RevisionRecord;
  readonly site: Site;
  readonly desired: DesiredState;
  readonly packages: ReadonlyMap<string, PackageContent>;
  /** By host name; a host without an entry must run nothing of ours. */
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** Texts of the secrets that the digests in `hosts` were computed with, by name. In memory only. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** A revision that was not adopted, and why. What ran before goes on. */
export interface RefusalRecord {
  readonly commit: string;
  readonly statusCommit: string;
  /** As in {@link RevisionRecord}; absent where not even that could be read. */
  readonly fingerprint?: string | undefined;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** UTC time, RFC 3339. */
  readonly at: string;
}
