import { toSafeMarkdown } from '@colo/schemas/text';
import type { ChangeRequest } from '../change/change-request.ts';
import type { ChangeContent } from '../change/rendered-change.ts';
import { boundMarkdown } from './bounded-markdown.ts';
import { renderData } from './render-data.ts';
import { renderPackageDiff, renderSitePlan, summarizeOperations } from './render-plan.ts';

interface PullBody {
  readonly request: ChangeRequest;
  readonly content: ChangeContent;
  readonly base: string;
  readonly baseCommit: string;
  /** Issue or pull request with the command. */
  readonly thread: number | undefined;
  /** Most characters. */
  readonly limit: number;
}

const MOST_WARNINGS = 20;
const RESERVE = 600;

/** The body of CO's pull request: the plan, as far as it fits, and how to read the rest. */
export function renderPullBody({ request, content, base, baseCommit, thread, limit }: PullBody): string {
  const body = boundMarkdown(limit, RESERVE);
  const plans = content.sites.map(({ plan }) => plan);
  const asked =
    thread === undefined
      ? 'A newer version was published.'
      : `Asked for in #${thread} by ${toSafeMarkdown(request.by, 100)}.`;
  body.add(
    `${asked} Expected, against \`${base}@${baseCommit.slice(0, 10)}\`: ${summarizeOperations(plans)}.`,
  );
  body.add('');
  for (const warning of content.warnings.slice(0, MOST_WARNINGS))
    body.add(`> ⚠ ${toSafeMarkdown(warning, 300)}`);
  if (content.packages.length > 0) body.add('\n### Package files\n');
  for (const diff of content.packages) body.add(`${renderPackageDiff(diff)}\n`);
  const data = renderData(content.sites.flatMap((site) => site.data));
  if (data !== '') body.add(`### Data\n\n${data}\n`);
  body.add('### Plan\n');
  let shown = 0;
  for (const plan of plans) {
    if (!body.add(`${renderSitePlan(plan)}\n`)) break;
    shown += 1;
  }
  const rest = plans.length - shown;
  const more =
    rest === 0
      ? ''
      : `… and ${rest} more sites; their plans are in the changed files of this pull request.\n\n`;
  return `${body.text()}\n${more}${FOOTER}\n`;
}

const FOOTER =
  '---\nCO renders this branch again when its base moves. Merging it makes this the desired state; the sites do the rest.';
