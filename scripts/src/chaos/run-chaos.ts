import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatColoError, isColoError } from '@colo/schemas/errors';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { canIsolate } from '../edge-host/host-namespace.ts';
import { type ContainerRig, startContainerRig } from '../edge-host/start-container-rig.ts';
import { type ChaosOptions, parseChaosOptions } from './chaos-options.ts';
import { addToChaosTally, type ChaosResult, readChaosTally } from './chaos-tally.ts';
import { describePlan, drawPlan, type Plan } from './plan.ts';
import { runPlan } from './run-plan.ts';
import { shrinkPlan } from './shrink-plan.ts';

const FOLDER = '.colo-chaos';
const INTERRUPTED = 130;
const MAX_SHOWN = 500;
const FAILED = 1;

type Say = (text: string) => void;

/**
 * The command `npm run chaos`.
 *
 * @param root the checkout
 * @returns the exit code: 0 where every plan passed, 1 where one failed, 2 for bad usage, 130 where it was interrupted
 */
export async function runChaos(args: readonly string[], root: string, say: Say = print): Promise<number> {
  const { signal, release } = createStopSignal();
  signal.addEventListener('abort', () => say('ends after the plans that are played now'), { once: true });
  try {
    const results = await playAll(parseChaosOptions(args), root, say, () => signal.aborted);
    if (signal.aborted) return INTERRUPTED;
    return results.some(({ problems }) => problems.length > 0) ? FAILED : 0;
  } catch (error) {
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

async function playAll(
  options: ChaosOptions,
  root: string,
  say: Say,
  isOver: () => boolean,
): Promise<readonly ChaosResult[]> {
  const isolated = canIsolate();
  const plans = Array.from({ length: options.runs }, (_, index) =>
    drawPlan(options.seed + index, { runtime: options.runtime, isolated }),
  );
  if (options.list) {
    for (const plan of plans) say(describePlan(plan));
    return [];
  }
  if (!isolated) say('without root: no reboots, no full disks');
  const name = options.build === undefined ? 'own' : `build-${shorten(resolve(options.build))}`;
  const folder = join(root, FOLDER, name);
  mkdirSync(folder, { recursive: true });
  const tally = join(folder, `tally-${options.runtime}.jsonl`);
  const known = options.again ? new Map<number, ChaosResult>() : readChaosTally(tally);
  const needsContainers = plans.some(({ seed, runtime }) => runtime === 'compose' && !known.has(seed));
  const containers = needsContainers ? await openContainers(say) : undefined;
  const results: ChaosResult[] = [];
  const queue = [...plans];
  // One engine runs the containers of one plan at a time.
  let engine: Promise<unknown> = Promise.resolve();
  async function playNext(): Promise<void> {
    for (let plan = queue.shift(); plan !== undefined && !isOver(); plan = queue.shift()) {
      const result = known.get(plan.seed) ?? (await playOne(plan));
      if (result !== undefined) results.push(result);
    }
  }
  async function playOne(plan: Plan): Promise<ChaosResult | undefined> {
    const playing = { ...options, root, isolated, containers, folder, say };
    if (plan.runtime === 'compose' && containers === undefined) {
      say(`seed ${plan.seed}: SKIPPED, no containers on this machine`);
      return undefined;
    }
    const playingNow =
      plan.runtime === 'compose' ? engine.then(() => play(plan, playing)) : play(plan, playing);
    if (plan.runtime === 'compose') engine = playingNow.catch(() => undefined);
    const result = await playingNow;
    addToChaosTally(tally, result);
    return result;
  }
  try {
    await Promise.all(Array.from({ length: options.jobs }, playNext));
  } finally {
    await containers?.stop();
  }
  results.sort((left, right) => left.seed - right.seed);
  say(summarize(results));
  return results;
}

interface Playing extends Pick<ChaosOptions, 'build' | 'shrink'> {
  readonly root: string;
  readonly isolated: boolean;
  readonly containers: ContainerRig | undefined;
  readonly folder: string;
  readonly say: Say;
}

async function play(plan: Plan, playing: Playing): Promise<ChaosResult> {
  const { root, build, isolated, folder, say, shrink } = playing;
  const keep = join(folder, `seed-${plan.seed}`);
  const containers = plan.runtime === 'compose' ? playing.containers : undefined;
  const options = { build: build === undefined ? root : resolve(build), isolated, containers, keep };
  rmSync(keep, { recursive: true, force: true });
  mkdirSync(keep, { recursive: true });
  const { problems, seconds } = await runPlan(plan, options).catch((error: unknown) => ({
    problems: [`it could not be played to its end: ${String(error).slice(0, MAX_SHOWN)}`],
    seconds: 0,
  }));
  say(
    `seed ${plan.seed} (${plan.runtime}): ${problems.length === 0 ? 'ok' : 'FAILED'}, ${seconds.toFixed(0)} s`,
  );
  if (problems.length === 0) rmSync(keep, { recursive: true, force: true });
  else {
    say(problems.map((problem) => `  ${problem}`).join('\n'));
    const fails = async (smaller: Plan) => (await runPlan(smaller, options)).problems.length > 0;
    say(describePlan(shrink ? await shrinkPlan(plan, fails) : plan));
    say(`  what is left of it: ${keep}`);
  }
  return { seed: plan.seed, runtime: plan.runtime, problems, seconds };
}

async function openContainers(say: Say): Promise<ContainerRig | undefined> {
  const rig = await startContainerRig();
  if (!('missing' in rig)) return rig;
  say(`no containers on this machine: ${rig.missing} is missing`);
  return undefined;
}

function summarize(results: readonly ChaosResult[]): string {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const compose = results.filter(({ runtime }) => runtime === 'compose').length;
  const which = failed.length === 0 ? '' : `: seeds ${failed.map(({ seed }) => seed).join(', ')}`;
  return `${results.length} plans, ${compose} with containers: ${failed.length} failed${which}`;
}

function shorten(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
