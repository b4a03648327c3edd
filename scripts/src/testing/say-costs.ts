import type { TestFile } from './test-file.ts';

/** How many files are named. */
const MOST = 20;

/** The files that used most processor time, and the sum of all: where to look when the suite becomes slow. */
export function sayCosts(costs: ReadonlyMap<TestFile, number>): string {
  const sum = [...costs.values()].reduce((total, seconds) => total + seconds, 0);
  const slowest = [...costs].sort(([, a], [, b]) => b - a).slice(0, MOST);
  const rows = slowest.map(([{ source }, seconds]) => `  ${seconds.toFixed(1).padStart(6)} s  ${source}\n`);
  return `\nProcessor time: ${sum.toFixed(1)} s in ${costs.size} files. Most of it:\n${rows.join('')}`;
}
