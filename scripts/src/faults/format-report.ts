import { faultKinds } from './fault.ts';
import type { Verdict } from './tally.ts';

/** The result of a run for people: the tables, what no test noticed, and the counts as the last line. */
export function formatReport(verdicts: readonly Verdict[], leftOut: readonly string[], seed: number): string {
  const workspaces = [...new Set(verdicts.map(({ workspace }) => workspace))];
  const missed = verdicts.filter(({ outcome }) => outcome === 'not caught');
  return [
    ...formatTable('workspace', workspaces, verdicts, ({ workspace }) => workspace),
    '',
    ...formatTable('kind', faultKinds, verdicts, ({ kind }) => kind),
    '',
    ...missed.flatMap(formatMissed),
    ...leftOut.map((test) => `left out, because it fails without a fault: ${test}`),
    `${verdicts.length} faults, ${verdicts.length - missed.length} caught, ${missed.length} not caught, seed ${seed}`,
  ].join('\n');
}

function formatTable(
  title: string,
  names: readonly string[],
  verdicts: readonly Verdict[],
  nameOf: (verdict: Verdict) => string,
): readonly string[] {
  const width = Math.max(title.length, 'all'.length, ...names.map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  const row = (name: string, own: readonly Verdict[]): string => {
    const caught = own.filter(({ outcome }) => outcome !== 'not caught');
    const distances = caught.flatMap(({ distance }) => distance ?? []);
    const cells = [caught.length, own.length - caught.length, formatMedian(distances)];
    return line(name, cells.map(String));
  };
  return [
    line(title, ['caught', 'not caught', 'distance']),
    ...names.flatMap((name) => {
      const own = verdicts.filter((verdict) => nameOf(verdict) === name);
      return own.length === 0 ? [] : [row(name, own)];
    }),
    row('all', verdicts),
  ];
}

function formatMedian(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? '-' : String((low + high) / 2);
}

function formatMissed({ id, kind, file, line, before, after, ran }: Verdict): readonly string[] {
  const diff = [
    ...before.split('\n').map((text) => `- ${text}`),
    ...after.split('\n').map((text) => `+ ${text}`),
  ];
  const ranText = ran === 0 ? 'no test reaches it' : `${ran} test files ran`;
  return [`NOT CAUGHT ${id} ${file}:${line} (${kind}, ${ranText})`, ...diff.map((text) => `    ${text}`), ''];
}

/** One line for a fault that was decided. */
export function formatVerdict(verdict: Verdict): string {
  const { id, kind, file, line, outcome, test, failure, distance, seconds } = verdict;
  const by = test === undefined ? '' : ` by ${test}, distance ${distance ?? '-'}`;
  const what = failure === undefined ? '' : `: ${failure}`;
  return `${outcome.padEnd(10)} ${id} ${kind} ${file}:${line}${by} (${seconds.toFixed(1)} s)${what}`;
}
