import { isColoError } from '@colo/schemas/errors';
import type { Log } from '../ports/log.ts';

/** One piece of converging work. The same key while it waits is the same work. */
export interface Work {
  readonly key: string;
  /** Work of one lane runs one after the other; lanes run side by side. */
  readonly lane: string;
  /** @param asked when this was asked for last (milliseconds of the monotonic clock): what it reads must not be older */
  run(asked: number): Promise<void>;
}

export interface KeyedQueue {
  /** @param delayMs pause that gathers more of the same before it runs, in milliseconds */
  enqueue(work: Work, delayMs?: number): void;
  /** Resolves when nothing waits, runs, or is to be tried again. */
  idle(): Promise<void>;
  /** Takes no more work, drops what waits, and resolves when what runs has ended. */
  close(): Promise<void>;
}

interface QueueOptions {
  readonly log: Log;
  /** Milliseconds before the first retry of work that failed for a passing reason; doubles each time. */
  readonly retryMs: number;
  readonly maxRetries: number;
}

interface Lane {
  readonly waiting: Map<string, { readonly work: Work; readonly asked: number }>;
  running: Promise<void> | undefined;
}

/**
 * An in-process queue in which work converges: enqueueing what already waits does nothing, and enqueueing what runs makes
 * it run once more, because the world may have changed since it looked. Nothing is kept over a restart: the sweep finds
 * everything again.
 */
export function createKeyedQueue({ log, retryMs, maxRetries }: QueueOptions): KeyedQueue {
  const lanes = new Map<string, Lane>();
  const timers = new Map<string, NodeJS.Timeout>();
  const retries = new Map<string, number>();
  const idlers: (() => void)[] = [];
  let closed = false;

  function enqueue(work: Work, delayMs = 0): void {
    if (closed || timers.has(work.key)) return;
    if (delayMs <= 0) {
      add(work);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(work.key);
      add(work);
    }, delayMs);
    timers.set(work.key, timer);
  }

  function add(work: Work): void {
    const lane = lanes.get(work.lane) ?? { waiting: new Map(), running: undefined };
    lanes.set(work.lane, lane);
    // A key that waits keeps its place.
    lane.waiting.set(work.key, { work, asked: performance.now() });
    lane.running ??= drain(work.lane, lane);
  }

  async function drain(name: string, lane: Lane): Promise<void> {
    // The caller must see `running` set before any work begins.
    await Promise.resolve();
    for (let [next] = lane.waiting.values(); next !== undefined && !closed; [next] = lane.waiting.values()) {
      lane.waiting.delete(next.work.key);
      await attempt(next.work, next.asked);
    }
    lane.running = undefined;
    lanes.delete(name);
    settle();
  }

  async function attempt(work: Work, asked: number): Promise<void> {
    try {
      await work.run(asked);
      retries.delete(work.key);
    } catch (error) {
      const tried = retries.get(work.key) ?? 0;
      const passing = isColoError(error) && error.kind === 'transient' && tried < maxRetries;
      const facts = isColoError(error) ? { code: error.code, reason: error.message } : { err: error };
      if (passing && !closed) {
        retries.set(work.key, tried + 1);
        log.warn({ key: work.key, tried, ...facts }, 'Work is tried again');
        enqueue(work, retryMs * 2 ** tried);
      } else {
        retries.delete(work.key);
        log.error({ key: work.key, ...facts }, 'Work failed; the sweep will come back to it');
      }
    }
  }

  function settle(): void {
    if (lanes.size > 0 || timers.size > 0) return;
    for (const resolve of idlers.splice(0)) resolve();
  }

  return {
    enqueue,
    idle() {
      if (lanes.size === 0 && timers.size === 0) return Promise.resolve();
      return new Promise((resolve) => idlers.push(resolve));
    },
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const lane of [...lanes.values()]) {
        lane.waiting.clear();
        await lane.running;
      }
      settle();
    },
  };
}
