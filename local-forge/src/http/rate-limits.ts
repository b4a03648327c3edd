import { ANONYMOUS_RATE_LIMIT, RATE_LIMIT } from '../answers/github-limits.ts';
import type { Actor } from '../auth/actor.ts';

export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Unix seconds. */
  readonly reset: number;
}

export interface RateLimits {
  /** Counts one request, unless `cost` is 0 (a 304, or a look at the limit itself). */
  count(actor: Actor, cost: 0 | 1): RateLimit;
}

const HOUR_MS = 3_600_000;

/** Counts requests per token and hour, for the headers; the limit is shown, never enforced (faults do that). */
export function createRateLimits(now: () => Date): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();
  return {
    count(actor, cost) {
      const key =
        actor.kind === 'token' ? actor.grant.token : actor.kind === 'app' ? `app ${actor.app.id}` : '';
      const time = now().getTime();
      let window = windows.get(key);
      if (window === undefined || window.reset <= time) {
        window = { used: 0, reset: time + HOUR_MS };
        windows.set(key, window);
      }
      window.used += cost;
      const limit = actor.kind === 'anonymous' ? ANONYMOUS_RATE_LIMIT : RATE_LIMIT;
      const remaining = Math.max(0, limit - window.used);
      return { limit, remaining, used: window.used, reset: Math.floor(window.reset / 1000) };
    },
  };
}
