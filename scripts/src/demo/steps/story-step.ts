import type { World } from '../../world/world.ts';
import type { Proposal } from '../act.ts';
import type { StepContext } from '../step.ts';

/** What steps hand on to later ones. */
export interface Memory {
  /** Commits on main by what they did, for example `deploy 1.0`. */
  readonly commits: Map<string, string>;
  readonly proposals: Map<string, Proposal>;
}

export interface StoryStep {
  readonly name: string;
  readonly title: string;
  play(world: World, step: StepContext, memory: Memory): Promise<void>;
}

/** A commit that an earlier step put on main. */
export function recall(memory: Memory, what: string): string {
  const commit = memory.commits.get(what);
  if (commit === undefined) throw new Error(`no step made "${what}"`);
  return commit;
}
