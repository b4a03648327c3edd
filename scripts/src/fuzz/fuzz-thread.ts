import { parentPort, workerData } from 'node:worker_threads';
import { readCorpus } from './corpus.ts';
import { findProblem } from './find-problem.ts';
import { makeInput } from './make-input.ts';
import type { FuzzJob, FuzzMessage } from './messages.ts';
import { minimize } from './minimize.ts';
import { fuzzTargets } from './registry.ts';
import type { FuzzTarget } from './target.ts';

/** So much of a problem tells it from others; places in it move while the input shrinks. */
const SAME = 30;

function say(message: FuzzMessage): void {
  parentPort?.postMessage(message);
}

/** trust boundary: this thread is started by `run-fuzz.ts` alone. */
const job = workerData as FuzzJob;

async function tryInput(target: FuzzTarget, input: string): Promise<boolean> {
  say({ kind: 'start', target: target.name, input });
  const problem = await findProblem(target, input);
  if (problem === undefined) return true;
  const isSame = async (smaller: string): Promise<boolean> =>
    (await findProblem(target, smaller))?.slice(0, SAME) === problem.slice(0, SAME);
  say({ kind: 'failed', target: target.name, input: await minimize(input, isSame), problem });
  return false;
}

async function fuzz(): Promise<void> {
  const targets = fuzzTargets.filter(({ name }) => job.target === undefined || name === job.target);
  const corpus = await readCorpus();
  const end = job.seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + job.seconds * 1000;
  let runs = 0;
  for (; runs < (job.runs ?? Number.POSITIVE_INFINITY) && performance.now() < end; runs += 1) {
    const target = targets[runs % targets.length];
    if (target === undefined) break;
    const input = job.input ?? makeInput(target, corpus, job.seed, runs);
    if (!(await tryInput(target, input)) || job.input !== undefined) break;
  }
  say({ kind: 'done', runs });
}

await fuzz();
