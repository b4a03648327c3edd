import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Repositories } from '../ports/repository.ts';

/** What every step of the engine works with. */
export interface Engine {
  readonly repositories: Repositories;
  readonly clock: Clock;
  readonly log: Log;
  /** Infra repos that this CO serves, as owner/name. */
  readonly infra: readonly string[];
  /** Seconds after which a command counts no more. */
  readonly commandMaxAgeSeconds: number;
  /** Registries that the policies allow, and the branch that publishes: as read last, at the latest by the first sweep. */
  readonly registries: Map<string, string>;
  /** What was checked last in each registry, as head and tags: a cache that spares reading every package again. */
  readonly checked: Map<string, string>;
  /** Newest status ids that were recorded, by repository and commit: a cache that spares requests. */
  readonly recorded: Map<string, number>;
}
