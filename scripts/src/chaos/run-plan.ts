import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { ContainerRig } from '../edge-host/start-container-rig.ts';
import type { ExpectedProgram, OracleAnswer, OracleQuestion } from './oracle-facts.ts';
import { endFaults, performStep, SETTLE_MS } from './perform-step.ts';
import type { Plan } from './plan.ts';
import { type ChaosWorld, createWorld } from './world.ts';
import { componentsOf } from './write-site.ts';

const ORACLE = fileURLToPath(new URL('./program-oracle.js', import.meta.url));
const LOOK_MS = 2000;
/** What is as it must be stays so for this time, or it was luck. In milliseconds. */
const STEADY_MS = 3500;

export interface PlanRun {
  /** What was not as it must be; none where the plan passed. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

export interface RunPlanOptions {
  readonly build: string;
  readonly isolated: boolean;
  readonly containers: ContainerRig | undefined;
  /** Where the log of LO, the files of hosts and of LO go when something is not as it must be. */
  readonly keep: string;
}

/** Plays a plan in a world of its own, ends all faults, and has the oracle look until all is well or the time is over. */
export async function runPlan(plan: Plan, options: RunPlanOptions): Promise<PlanRun> {
  const start = performance.now();
  const world = await createWorld({ plan, ...options });
  const commits: string[] = [];
  const file = join(world.root, 'question.json');
  async function ask(): Promise<void> {
    await writeFile(file, JSON.stringify(makeQuestion(world, plan, commits)));
  }
  await ask();
  const watcher = startWatcher(file);
  try {
    await world.startLo();
    for (const step of plan.steps) {
      await performStep(world, step);
      if (step.kind === 'commit') commits.push(world.wanted.commit);
    }
    await endFaults(world);
    await ask();
    const late = await judge(file);
    const ended = world.lo?.hasEnded() === true ? ['LO has ended by itself'] : [];
    const problems = [...ended, ...(await watcher.end()), ...late];
    if (problems.length > 0) await keepEvidence(world, options.keep, problems);
    return { problems, seconds: (performance.now() - start) / 1000 };
  } finally {
    await watcher.end();
    await world.end();
  }
}

function makeQuestion(world: ChaosWorld, plan: Plan, commits: readonly string[]): OracleQuestion {
  const expected = world.wanted.wishes.flatMap(({ application, version, hosts }) =>
    hosts.flatMap((host): readonly ExpectedProgram[] =>
      componentsOf(plan).map((component) => ({ host, application, component, version })),
    ),
  );
  const { run, witness, forge, forgeToken } = world;
  return {
    run,
    witness,
    expected,
    commits,
    forge: { url: forge.url, token: forgeToken, repository: 'acme/infra' },
  };
}

async function judge(file: string): Promise<readonly string[]> {
  const deadline = performance.now() + SETTLE_MS;
  let well: { readonly programs: string; readonly since: number } | undefined;
  for (;;) {
    const { problems, programs } = await look(file);
    const now = performance.now();
    if (problems.length > 0) well = undefined;
    else if (well?.programs !== programs) well = { programs, since: now };
    else if (now - well.since >= STEADY_MS) return [];
    if (now > deadline) return problems.length > 0 ? problems : ['programs are started again and again'];
    await sleep(LOOK_MS);
  }
}

async function look(file: string): Promise<OracleAnswer> {
  const { stdout } = await execa(process.execPath, [ORACLE, file]);
  // trust boundary: our own program's answer.
  return JSON.parse(stdout) as OracleAnswer;
}

function startWatcher(file: string) {
  const child = spawn(process.execPath, [ORACLE, file, 'watch'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    /** What it has seen. */
    async end(): Promise<readonly string[]> {
      child.kill('SIGTERM');
      await closed;
      return [...new Set(text.split('\n').filter(Boolean))];
    },
  };
}

async function keepEvidence(world: ChaosWorld, folder: string, problems: readonly string[]): Promise<void> {
  await cp(world.stateDir, join(folder, 'state'), { recursive: true, filter: isFile }).catch(() => undefined);
  for (const host of world.hosts.values())
    await cp(host.workdir, join(folder, host.name), { recursive: true, filter: isFile }).catch(
      () => undefined,
    );
  await writeFile(join(folder, 'lo.log'), await readFile(join(world.root, 'lo.log')).catch(() => ''));
  await writeFile(join(folder, 'problems.txt'), `${problems.join('\n')}\n`);
}

function isFile(path: string): boolean {
  return !path.endsWith('.sock');
}
