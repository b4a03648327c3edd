import pc from 'picocolors';
import type { ComparisonResult, Ratio, SideResult } from '../harness/compute-result.ts';
import { metrics } from '../harness/metrics.ts';
import type { BenchmarkResult } from '../harness/run-benchmark.ts';
import { formatValue, round } from './format-value.ts';

/** One benchmark for a person to read: what it says of itself, then each comparison. */
export function renderBenchmark(result: BenchmarkResult): string {
  const lines = [pc.bold(result.name), `  compares: ${result.compares}`, `  fair:     ${result.fair}`];
  for (const note of result.notes) lines.push(`  note:     ${note}`);
  if (result.unavailable !== undefined) lines.push(`  ${pc.yellow('not measured')}: ${result.unavailable}`);
  for (const comparison of result.comparisons) lines.push('', ...renderComparison(comparison));
  return `${lines.join('\n')}\n`;
}

function renderComparison({ title, sides, ratios }: ComparisonResult): readonly string[] {
  const width = Math.max(...sides.map(({ name }) => name.length));
  const lines = [`  ${pc.cyan(title)}`];
  for (const side of sides) lines.push(`    ${side.name.padEnd(width)}  ${renderSide(side)}`);
  for (const ratio of ratios) lines.push(`    ${renderRatio(ratio)}`);
  if (ratios.length === 0) lines.push('    no peer: plain numbers of this machine');
  return lines;
}

function renderSide({ metrics: measured }: SideResult): string {
  return measured
    .map(({ metric, median, min, max }) => {
      const { unit, label } = metrics[metric];
      const [middle, low, high] = [median, min, max].map((value) => formatValue(value, unit));
      return `${label} ${middle} (${low} to ${high})`;
    })
    .join('; ');
}

function renderRatio({ metric, ours, peer, median, min, max }: Ratio): string {
  return `${metrics[metric].label}: ${ours} / ${peer} = ${pc.bold(round(median))} (${round(min)} to ${round(max)})`;
}
