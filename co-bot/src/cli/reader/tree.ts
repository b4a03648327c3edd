import type { RepoReader } from '@colo/schemas/tree';

/** A tree of which many files will be read. */
export interface Tree extends RepoReader {
  /** Reads many files at once, so that later calls of `read` cost nothing. */
  preload(select: (path: string) => boolean): Promise<void>;
}
