import type { Parser, Result } from 'tap-parser';

/** Most lines that are shown of a failure, and most characters of a line: a failure may hold a whole document. */
const MAX_LINES = 200;
const MAX_LINE = 1000;

/** What came of a run so far, over all depths. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** A line for each failure. */
  readonly failures: string[];
}

/**
 * Counts what a TAP stream of test files holds into `tally`, and says one line for each file, the particulars of each
 * failure, and each reason to skip once a file. Several streams may share a tally.
 */
export function followResults(parser: Parser, tally: Tally, say: (text: string) => void): void {
  const skips: { readonly name: string; readonly reason: string }[] = [];
  const failed = new Set<string>();
  function sayFailure(result: Result): void {
    const failure = cut(`${result.fullname}${describePlace(result.diag)}`);
    tally.failures.push(failure);
    say(`  FAILED ${failure}\n${indent(describeFailure(result.diag))}\n`);
  }
  /** Whether one of the tests below this one was said to have failed, which says it all. */
  function isSaid(name: string): boolean {
    return [...failed].some((other) => other.startsWith(`${name} > `));
  }
  function followAssert(result: Result, depth: number): void {
    if (depth === 0) {
      say(saySkipped(skips.splice(0)));
      say(
        `${result.ok ? 'ok    ' : 'NOT OK'} ${result.name} (${((result.time ?? 0) / 1000).toFixed(1)} s)\n`,
      );
    } else if (result.skip) {
      tally.skipped += 1;
      skips.push({
        name: result.fullname,
        reason: result.skip === true ? 'no reason given' : result.skip,
      });
    } else if (result.ok) tally.passed += 1;
    if (!result.ok && !result.skip && !isSaid(result.fullname)) {
      tally.failed += 1;
      failed.add(result.fullname);
      sayFailure(result);
    }
  }
  function follow(child: Parser, depth: number): void {
    child.on('child', (grandchild) => follow(grandchild, depth + 1));
    child.on('assert', (result) => followAssert(result, depth));
  }
  follow(parser, 0);
  parser.on('bailout', (reason) => say(`BAILED OUT: ${reason}\n`));
}

/** One line for each reason: the test, or how many tests there are. */
function saySkipped(skips: readonly { readonly name: string; readonly reason: string }[]): string {
  const names = new Map<string, string[]>();
  for (const { name, reason } of skips) names.set(reason, [...(names.get(reason) ?? []), name]);
  return [...names]
    .map(([reason, tests]) => {
      const what = tests.length === 1 ? tests[0] : `${tests.length} tests`;
      return `  SKIPPED ${what}: ${reason}\n`;
    })
    .join('');
}

function describePlace(diagnostics: unknown): string {
  const at = read(diagnostics, 'at');
  const [file, line] = [read(at, 'fileName'), read(at, 'lineNumber')];
  return typeof file === 'string' ? ` (${file}:${line ?? ''})` : '';
}

function describeFailure(diagnostics: unknown): string {
  for (const key of ['diff', 'error', 'stack']) {
    const text = read(diagnostics, key);
    if (text !== undefined) return String(text);
  }
  return JSON.stringify(diagnostics ?? {}, null, 2);
}

function indent(text: string): string {
  const lines = text.split('\n').slice(0, MAX_LINES);
  return lines.map((line) => `    ${cut(line)}`).join('\n');
}

function cut(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
