import { describeData, type PlannedData } from '@colo/schemas/data';
import { toSafeMarkdown } from '@colo/schemas/text';

const MOST_LINES = 20;
const LONGEST_LINE = 600;

/** What the components of a plan write, as Markdown, each once for all sites; empty where there are none. */
export function renderData(data: readonly PlannedData[]): string {
  const all = data.map(
    (each) => `- **${each.applicationId}** ${toSafeMarkdown(describeData(each), LONGEST_LINE)}`,
  );
  const lines = [...new Set(all)];
  const rest = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n');
}
