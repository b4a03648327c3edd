import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { chooseLastHost } from '../world/choose-last-host.ts';
import { createWorld, type World } from '../world/world.ts';
import { describeByHand } from './describe-by-hand.ts';
import { narrateNothing, narrateToTerminal } from './narrate-to-terminal.ts';
import { playStory, story } from './story.ts';

const USAGE = `Usage: npm run demo [-- OPTIONS]

Plays colo's main job from end to end on this machine: a local forge in GitHub's place, the Central
Orchestrator, two sites with a Local Orchestrator each, three edge nodes behind real SSH. Needs Node 20, npm
and git; uses OpenSSH's server and a container engine where they are installed.

  --json   print one JSON document: each step, what it asserted, its times
  --keep   leave everything running and say how to drive it by hand; Ctrl-C ends it
  --help   print this

Exit code: 0 when every assertion held, 1 when one did not, 2 for a wrong option.
`;

function readOptions(
  args: readonly string[],
): { readonly json: boolean; readonly keep: boolean; readonly help: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        keep: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { json: values.json === true, keep: values.keep === true, help: values.help === true };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

function waitForInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    createStopSignal().signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Runs the demo; resolves to its exit code. */
export async function runDemo(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) return 2;
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const started = performance.now();
  const write = (text: string): void => void process.stdout.write(text);
  const tell = options.json ? narrateNothing() : narrateToTerminal(story.length, write);
  const root = await mkdtemp(join(tmpdir(), 'colo-demo-'));
  const lastHost = await chooseLastHost();
  if (!options.json)
    write(`colo demo: the whole main job on this machine, below ${root}\n${lastHost.reason}\n`);
  let world: World | undefined;
  try {
    world = await createWorld({ root, lastHost });
    const steps = await playStory(world, tell);
    const ok = steps.length === story.length && steps.every((step) => step.ok);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    if (options.json)
      write(`${JSON.stringify({ ok, seconds, lastHost: lastHost.reason, steps }, null, 2)}\n`);
    else if (ok)
      write(
        `\nEverything held: ${steps.reduce((sum, step) => sum + step.checks.length, 0)} checks in ${seconds} s.\n`,
      );
    else
      write(
        `\nThe step "${steps.at(-1)?.title ?? ''}" did not hold. Logs: ${join(root, 'logs')} (run with --keep to look around)\n`,
      );
    if (options.keep) {
      process.stderr.write(describeByHand(world));
      await waitForInterrupt();
    }
    return ok ? 0 : 1;
  } finally {
    await world?.close();
    await lastHost.stop();
    if (process.env['COLO_DEMO_KEEP_FILES'] !== '1') await rm(root, { recursive: true, force: true });
  }
}
