import type { Operation } from '@colo/schemas/diff';
import type { HostPlan, SitePlan } from '@colo/schemas/plan';
import { toSafeMarkdown } from '@colo/schemas/text';
import type { PackageDiff } from '../change/rendered-change.ts';
import { boundMarkdown } from './bounded-markdown.ts';

const LONGEST_REASON = 300;
const MOST_FILES = 30;
const MOST_NOTES = 5;

/** Operations of a plan by kind, `noop` left out: "3 add-app, 1 update-component". */
export function summarizeOperations(plans: readonly SitePlan[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of listOperations(plans)) {
    if (kind !== 'noop') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return 'nothing changes on any host';
  return [...counts]
    .sort()
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

function listOperations(plans: readonly SitePlan[]): readonly Operation[] {
  return plans.flatMap(({ hosts }) => hosts.flatMap(({ operations }) => operations));
}

/** One site of a plan as Markdown: its hosts, their operations and why, and what the operator should know of them. */
export function renderSitePlan({ site, hosts }: SitePlan): string {
  return [`#### ${site}`, '', ...hosts.flatMap(renderHost)].join('\n');
}

function renderHost({ host, operations, notes }: HostPlan): readonly string[] {
  const working = operations.filter(({ kind }) => kind !== 'noop');
  const lines = working.map((operation) => `- \`${host}\` ${renderOperation(operation)}`);
  if (working.length === 0) lines.push(`- \`${host}\` noop`);
  for (const note of notes.slice(0, MOST_NOTES)) lines.push(`  - ⚠ ${toSafeMarkdown(note, LONGEST_REASON)}`);
  return lines;
}

function renderOperation({ kind, applicationId, steps, reason }: Operation): string {
  const parts = steps
    .map(({ action, component, purge }) => (purge === undefined ? `${action} ${component}` : 'delete data'))
    .join(', ');
  const what = `**${kind}** ${applicationId}${parts === '' ? '' : ` (${parts})`}`;
  return `${what}: ${toSafeMarkdown(reason, LONGEST_REASON)}`;
}

/** How a package's files differ from those deployed before, as Markdown. */
export function renderPackageDiff({ application, from, to, added, removed, changed }: PackageDiff): string {
  const against =
    from === undefined ? 'not deployed there before' : `against ${from.version} ${short(from.digest)}`;
  const rows = [
    ...changed.map((path) => `- changed ${showPath(path)}`),
    ...added.map((path) => `- added ${showPath(path)}`),
    ...removed.map((path) => `- removed ${showPath(path)}`),
  ];
  const more = rows.length > MOST_FILES ? [`- … and ${rows.length - MOST_FILES} more files`] : [];
  const head = `**${application} ${to.version}** ${short(to.digest)}, ${against}:`;
  return [head, '', ...(rows.length === 0 ? ['- no file differs'] : rows.slice(0, MOST_FILES)), ...more].join(
    '\n',
  );
}

function short(digest: string): string {
  return `\`${digest.replace(/^sha256:/u, '').slice(0, 12)}\``;
}

function showPath(path: string): string {
  return toSafeMarkdown(path, 200);
}

/** A plan in short: the operations by kind, and a line for each site, as far as they fit. */
export function renderPlanSummary(plans: readonly SitePlan[], limit: number): string {
  const body = boundMarkdown(limit, 100);
  body.add(`Plan: ${summarizeOperations(plans)}.\n`);
  let shown = 0;
  for (const plan of plans) {
    const hosts = plan.hosts.length === 1 ? '1 host' : `${plan.hosts.length} hosts`;
    if (!body.add(`- ${plan.site} (${hosts}): ${summarizeOperations([plan])}`)) break;
    shown += 1;
  }
  const rest = plans.length - shown;
  return rest === 0 ? body.text() : `${body.text()}\n- … and ${rest} more sites.`;
}
