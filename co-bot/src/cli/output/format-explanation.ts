import type { Topic } from '../explain/topic.ts';
import type { Colors } from './choose-colors.ts';

/** All that is known of a code. */
export interface CodeReport {
  readonly code: string;
  readonly area: string;
  readonly kind: string;
  readonly exitCode: number;
  readonly summary: string;
  readonly why?: string;
  readonly example?: { readonly file: string; readonly wrong: string; readonly right: string };
  readonly fix: string;
}

/** What, why, the example and its repair, and what to do. Everything is colo's own text. */
export function formatExplanation(report: CodeReport, colors: Colors): string {
  const { code, kind, exitCode, summary, why, example, fix } = report;
  const lines = [colors.bold(code), '', summary];
  if (why !== undefined) lines.push(`Why: ${why}`);
  if (example !== undefined) {
    lines.push('', `In ${example.file}:`, '', ...indent(example.wrong, colors.red));
    lines.push('', 'Instead:', '', ...indent(example.right, colors.green));
  }
  lines.push('', `What to do: ${fix}`, '', `Kind: ${kind}, exit code ${exitCode}.`);
  return lines.join('\n');
}

/** Every code with its meaning, under its area; then the topics. */
export function formatCodeList(
  list: readonly { readonly code: string; readonly area: string; readonly summary: string }[],
  topics: readonly { readonly topic: string; readonly summary: string }[],
  colors: Colors,
): string {
  const areas = [...new Set(list.map(({ area }) => area))].sort();
  const blocks = areas.map((area) => {
    const codes = list.filter((each) => each.area === area);
    const width = Math.max(...codes.map(({ code }) => code.length));
    const rows = codes.map(({ code, summary }) => `  ${code.padEnd(width)}  ${summary}`);
    return [colors.bold(area), ...rows].join('\n');
  });
  const named = topics.map(({ topic, summary }) => `  ${topic}  ${summary}`);
  const last = [colors.bold('topics'), ...named].join('\n');
  return [...blocks, last, '`co explain CODE` says more.'].join('\n\n');
}

/** A topic, section by section. Everything is colo's own text. */
export function formatTopic(topic: Topic & { readonly topic: string }, colors: Colors): string {
  const lines = [colors.bold(topic.topic), '', topic.summary];
  for (const { title, rows } of topic.sections) {
    const width = Math.max(...rows.map(([what]) => what.length));
    lines.push('', colors.bold(title), ...rows.map(([what, said]) => `  ${what.padEnd(width)}  ${said}`));
  }
  return [...lines, '', `All of it: ${topic.more}.`].join('\n');
}

function indent(text: string, paint: (line: string) => string): readonly string[] {
  return text.split('\n').map((line) => `    ${paint(line)}`);
}
