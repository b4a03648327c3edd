import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { GitStore, TreeReader } from '../ports/git-store.ts';

/** A registry, as far as rendering reads it. */
export interface RegistrySource {
  readonly name: string;
  readonly git: GitStore;
}

/** What a request is rendered against. */
export interface RenderContext {
  /** Head of the infra repo's default branch. */
  readonly baseCommit: string;
  readonly base: TreeReader;
  /** History of the infra repo. */
  readonly git: GitStore;
  /** What sites reported; undefined where nothing was reported so far. */
  readonly events: TreeReader | undefined;
  /** A site's desired state at a commit; undefined where there is none that can be read. */
  desiredAt(commit: string, site: string): Promise<DesiredState | undefined>;
  openRegistry(name: string): Promise<RegistrySource>;
}
