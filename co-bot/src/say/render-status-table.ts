import { toSafeMarkdown } from '@colo/schemas/text';
import type { Report } from '../engine/list-reports.ts';
import { boundMarkdown } from './bounded-markdown.ts';

/** What is wanted and what was reported, one row a host, failures first, as far as it fits. */
export function renderStatusTable(reports: readonly Report[], limit: number): string {
  if (reports.length === 0) return 'Nothing is deployed there, and nothing was reported.';
  const body = boundMarkdown(limit, 100);
  body.add('| Site | Host | Application | Wanted | Reported | Report |\n|---|---|---|---|---|---|');
  const rank = ({ report }: Report) => (report?.state === 'failed' ? 0 : report === undefined ? 1 : 2);
  let shown = 0;
  for (const entry of [...reports].sort((one, other) => rank(one) - rank(other))) {
    const { site, host, application, wanted, report } = entry;
    const said = report?.description === undefined ? '' : toSafeMarkdown(report.description, 200);
    const row = [site, host, application, wanted ?? 'nothing', report?.state ?? 'no report yet', said];
    if (!body.add(`| ${row.join(' | ')} |`)) break;
    shown += 1;
  }
  const rest = reports.length - shown;
  return rest === 0 ? body.text() : `${body.text()}\n\n… and ${rest} more; name fewer sites to see them.`;
}
