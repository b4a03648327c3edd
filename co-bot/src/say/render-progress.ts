import { toSafeMarkdown } from '@colo/schemas/text';
import type { Progress, ProgressEntry } from '../engine/compute-progress.ts';
import { boundMarkdown } from './bounded-markdown.ts';

const RANK: Readonly<Record<ProgressEntry['state'], number>> = {
  failed: 0,
  removing: 1,
  installing: 2,
  pending: 3,
  installed: 4,
  removed: 5,
  superseded: 6,
};

/** Progress as one line: "3 of 5 done: 1 failed, 1 pending, 3 installed". */
function summarizeProgress({ entries }: Progress): string {
  if (entries.length === 0) return 'No host has anything to do.';
  const done = entries.filter(({ state, want }) => state === want || state === 'superseded').length;
  const counts = new Map<string, number>();
  for (const { state } of sortByUrgency(entries)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return `${done} of ${entries.length} done: ${[...counts].map(([state, count]) => `${count} ${state}`).join(', ')}.`;
}

/** Progress per site and host as a table, the worst first, as far as it fits. */
export function renderProgress(progress: Progress, limit: number): string {
  const body = boundMarkdown(limit, 100);
  body.add(`${summarizeProgress(progress)}\n`);
  if (progress.entries.length === 0) return body.text();
  body.add('| Site | Host | Application | Wanted | State | Report |\n|---|---|---|---|---|---|');
  let shown = 0;
  for (const entry of sortByUrgency(progress.entries)) {
    const { site, host, application, version, want, state, description } = entry;
    const name = version === undefined ? application : `${application} ${version}`;
    const report = description === '' ? '' : toSafeMarkdown(description, 200);
    if (!body.add(`| ${site} | ${host} | ${name} | ${want} | ${state} | ${report} |`)) break;
    shown += 1;
  }
  const rest = progress.entries.length - shown;
  return rest === 0 ? body.text() : `${body.text()}\n\n… and ${rest} more.`;
}

function sortByUrgency(entries: readonly ProgressEntry[]): readonly ProgressEntry[] {
  return [...entries].sort((one, other) => RANK[one.state] - RANK[other.state]);
}
