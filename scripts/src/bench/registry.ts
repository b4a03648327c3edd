import type { Benchmark } from './benchmark.ts';
import { commit } from './benchmarks/commit.ts';
import { diff } from './benchmarks/diff.ts';
import { fetch } from './benchmarks/fetch.ts';
import { observe } from './benchmarks/observe.ts';
import { poll } from './benchmarks/poll.ts';
import { start } from './benchmarks/start.ts';
import { validate } from './benchmarks/validate.ts';

/** Every benchmark by name, in the order in which they run. */
export const benchmarks: ReadonlyMap<string, Benchmark> = new Map(
  [poll, fetch, observe, validate, diff, start, commit].map((benchmark) => [benchmark.name, benchmark]),
);
