import { setTimeout as sleep } from 'node:timers/promises';

/** One thing that was asserted from outside, with what was found. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

/** What one step of the story asserted, and how long it took. */
export interface StepResult {
  readonly name: string;
  readonly title: string;
  readonly ok: boolean;
  /** Milliseconds for the whole step. */
  readonly durationMs: number;
  /** Milliseconds from the merge to the last status that says installed; absent where nothing was merged. */
  readonly mergeToInstalledMs?: number;
  readonly checks: readonly Check[];
}

/** What the story tells its audience as it goes. */
export interface Narrator {
  stepStarts(number: number, title: string): void;
  /** A command as a person would type it. */
  command(line: string): void;
  /** A line of explanation. */
  say(line: string): void;
  /** Text shown as it is, for example a plan. */
  show(text: string): void;
  checked(check: Check): void;
  stepEnds(result: StepResult): void;
}

/**
 * Probes that differ for longer than this end their step, in milliseconds. What is right comes long before, but on a machine
 * that is busy with other things.
 */
const DEADLINE_MS = 180_000;
const PAUSE_MS = 100;

/** What the code of one step may do. */
export interface StepContext {
  readonly tell: Narrator;
  /** Asserts now. Values are compared as text. */
  check(what: string, found: unknown, expected: unknown): void;
  /** Asserts that `probe` comes to give `expected` before the deadline; an error of the probe counts as a value. */
  eventually(
    what: string,
    expected: unknown,
    probe: () => Promise<unknown>,
    deadlineMs?: number,
  ): Promise<void>;
  /** Notes the time from a merge to `installed`. */
  tookFromMerge(milliseconds: number): void;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function probeToText(probe: () => Promise<unknown>): Promise<string> {
  try {
    return toText(await probe());
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Thrown when a check fails, so that the story stops at the first step that does not hold. */
class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/** Runs one step and records it. A failed check or an error ends the step, not the program. */
export async function runStep(
  step: { readonly number: number; readonly name: string; readonly title: string },
  tell: Narrator,
  play: (context: StepContext) => Promise<void>,
): Promise<StepResult> {
  const started = performance.now();
  const checks: Check[] = [];
  let mergeToInstalledMs: number | undefined;
  function record(check: Check): void {
    checks.push(check);
    tell.checked(check);
    if (!check.ok) throw new CheckFailed(check.what);
  }
  const context: StepContext = {
    tell,
    check(what, found, expected) {
      record({
        what,
        found: toText(found),
        expected: toText(expected),
        ok: toText(found) === toText(expected),
      });
    },
    async eventually(what, expected, probe, deadlineMs = DEADLINE_MS) {
      const wanted = toText(expected);
      const end = performance.now() + deadlineMs;
      let found = await probeToText(probe);
      while (found !== wanted && performance.now() < end) {
        await sleep(PAUSE_MS);
        found = await probeToText(probe);
      }
      record({ what, found, expected: wanted, ok: found === wanted });
    },
    tookFromMerge(milliseconds) {
      mergeToInstalledMs = Math.round(milliseconds);
    },
  };
  tell.stepStarts(step.number, step.title);
  let ok = true;
  try {
    await play(context);
  } catch (error) {
    ok = false;
    if (!(error instanceof CheckFailed)) {
      const found = error instanceof Error ? error.message : String(error);
      const check = { what: 'the step runs to its end', expected: 'no error', found, ok: false };
      checks.push(check);
      tell.checked(check);
    }
  }
  const result: StepResult = {
    name: step.name,
    title: step.title,
    ok,
    durationMs: Math.round(performance.now() - started),
    ...(mergeToInstalledMs === undefined ? {} : { mergeToInstalledMs }),
    checks,
  };
  tell.stepEnds(result);
  return result;
}
