import { mkdir } from 'node:fs/promises';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { type ComparisonResult, computeResult } from './compute-result.ts';
import { takeReadings } from './take-readings.ts';

export interface BenchmarkResult {
  readonly name: string;
  readonly compares: string;
  readonly fair: string;
  readonly notes: readonly string[];
  /** Why there are no numbers on this machine. */
  readonly unavailable?: string;
  readonly comparisons: readonly ComparisonResult[];
}

export interface RunOptions extends Omit<BenchContext, 'defer'> {
  readonly signal: AbortSignal;
  /** Told of each comparison before it is measured. */
  onProgress(title: string): void;
}

/** Builds the data of a benchmark, measures, and undoes whatever it started, also after an error. */
export async function runBenchmark(benchmark: Benchmark, options: RunOptions): Promise<BenchmarkResult> {
  const { signal, onProgress, ...facts } = options;
  const cleanUps: (() => Promise<void>)[] = [];
  await mkdir(facts.folder, { recursive: true });
  try {
    const { name, compares, fair } = benchmark;
    const opened = await benchmark.open({ ...facts, defer: (cleanUp) => cleanUps.push(cleanUp) });
    const about = { name, compares, fair };
    if ('unavailable' in opened)
      return { ...about, notes: [], unavailable: opened.unavailable, comparisons: [] };
    const comparisons: ComparisonResult[] = [];
    for (const comparison of opened.comparisons) {
      onProgress(comparison.title);
      const taken = await takeReadings(comparison, { runs: facts.runs, signal });
      comparisons.push(computeResult(comparison.title, taken));
    }
    return { ...about, notes: opened.notes, comparisons };
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}
