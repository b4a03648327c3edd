import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatColoError, isColoError } from '@colo/schemas/errors';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { readImportGraph } from '../testing/import-graph.ts';
import { collectCoverage } from './coverage/collect-coverage.ts';
import { drawFaults } from './draw-faults.ts';
import { formatReport } from './format-report.ts';
import { judgeAll } from './judge-all.ts';
import type { Suite } from './judge-fault.ts';
import { makeCopy } from './make-copy.ts';
import { type FaultsOptions, MAX_JOBS, parseFaultsOptions } from './options.ts';
import { cleanUpAfterRun, runTestFile } from './run-test-file.ts';
import { addToTally, readTally } from './tally.ts';

const FOLDER = '.colo-faults';
const INTERRUPTED = 130;

type Say = (text: string) => void;

/**
 * The command `npm run faults`.
 *
 * @param root the checkout whose code gets the faults; it is not changed
 * @returns the exit code: 0 whatever the tests noticed, 2 for bad usage, 130 where it was interrupted
 */
export async function runFaults(args: readonly string[], root: string, say: Say = print): Promise<number> {
  const { signal, release } = createStopSignal();
  try {
    await plantAndJudge(parseFaultsOptions(args), root, say, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    if (!isColoError(error)) throw error;
    process.stderr.write(`${formatColoError(error)}\n`);
    return error.exitCode;
  } finally {
    release();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function plantAndJudge(
  options: FaultsOptions,
  root: string,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const name = options.suite === undefined ? 'own' : `suite-${shorten(resolve(options.suite))}`;
  const folder = join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  const tally = join(folder, `tally-${options.seed}${options.suite === undefined ? '' : `-${name}`}.jsonl`);
  const { faults, notComparable } = drawFaults(options, root);
  const known = readTally(tally).notComparable;
  for (const { id } of notComparable) if (!known.has(id)) addToTally(tally, { notComparable: id });
  if (notComparable.length > 0) say(`${notComparable.length} faults are not comparable: others were drawn.`);
  if (options.list) {
    for (const { id, kind, file, line } of faults) say(`${id} ${kind} ${file}:${line}`);
    return;
  }
  const copy = join(folder, name);
  const release = await makeCopy(options.suite ?? root, copy);
  try {
    await cleanUpAfterRun(copy, MAX_JOBS);
    const deadlineMs = options.deadlineSeconds * 1000;
    const suite: Suite = {
      root: copy,
      graph: readImportGraph(copy),
      leftOut: new Set(readTally(tally).leftOut),
      jobs: options.jobs,
      signal,
      run: (test, place, abort, settings = {}) =>
        runTestFile(copy, test, { deadlineMs, place, signal: AbortSignal.any([signal, abort]), settings }),
    };
    const coverage = options.coverage
      ? await collectCoverage(suite, join(folder, `coverage-${name}.jsonl`), say)
      : undefined;
    const verdicts = await judgeAll(suite, faults, { tally, coverage, options, say });
    say(`\n${formatReport(verdicts, [...suite.leftOut].sort(), options.seed)}`);
  } finally {
    await release();
  }
}

function shorten(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
