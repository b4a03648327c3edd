import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatColoError, isColoError } from '@colo/schemas/errors';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { readMachineFacts } from './harness/machine-facts.ts';
import { type BenchmarkResult, runBenchmark } from './harness/run-benchmark.ts';
import { type BenchOptions, describeUsage, parseOptions } from './options.ts';
import { benchmarks } from './registry.ts';
import { renderBenchmark } from './say/render-benchmark.ts';
import { renderMachine } from './say/render-machine.ts';

const INTERRUPTED = 130;

/** `npm run bench`: measures what its arguments name. Returns the exit code: 0, 1 where one failed, 2 for bad usage. */
export async function runBench(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args, [...benchmarks.keys()]);
    if (!options.help) return await measure(options);
    process.stdout.write(`${describeUsage([...benchmarks.keys()])}\nSee docs/benchmarks.md.\n`);
    return 0;
  } catch (error) {
    if (!isColoError(error)) throw error;
    process.stderr.write(`${formatColoError(error)}\n`);
    return error.exitCode;
  }
}

async function measure(options: BenchOptions): Promise<number> {
  const machine = await readMachineFacts();
  const startedAt = new Date().toISOString();
  const print = (text: string): void => {
    if (!options.json) process.stdout.write(`${text}\n`);
  };
  print(renderMachine(machine, options.runs));
  const root = await mkdtemp(join(tmpdir(), 'colo-bench-'));
  const { signal, release } = createStopSignal();
  const results: BenchmarkResult[] = [];
  const failures: { readonly name: string; readonly message: string }[] = [];
  try {
    for (const benchmark of benchmarks.values()) {
      const { name } = benchmark;
      if (signal.aborted || (options.names.length > 0 && !options.names.includes(name))) continue;
      try {
        const result = await runBenchmark(benchmark, {
          folder: join(root, name),
          runs: options.runs,
          sites: options.sites,
          hosts: options.hosts,
          signal,
          onProgress: (title) => process.stderr.write(`${name}: ${title}\n`),
        });
        results.push(result);
        print(renderBenchmark(result));
      } catch (error) {
        const message = isColoError(error) ? formatColoError(error) : String(error);
        failures.push({ name, message });
        process.stderr.write(`${name}: not measured\n${message}\n`);
      } finally {
        await rm(join(root, name), { recursive: true, force: true, maxRetries: 5 });
      }
    }
  } finally {
    release();
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
  if (options.json) {
    const report = { startedAt, machine, runs: options.runs, benchmarks: results, failures };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (signal.aborted) return INTERRUPTED;
  return failures.length === 0 ? 0 : 1;
}
