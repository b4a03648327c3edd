import type { Operation } from '@colo/schemas/diff';
import { shortenDigest } from '@colo/schemas/digests';
import type { HostPlan } from '@colo/schemas/plan';
import { toSafeText } from '@colo/schemas/text';
import type { PlannedSite } from '../plan/plan-deploy.ts';
import type { Colors } from './choose-colors.ts';
import { formatPlannedData } from './format-data.ts';
import { countOf } from './format-diagnostics.ts';

const MAX_TEXT = 500;

/** Sites and hosts with their operations and reasons; hosts where nothing happens are counted, not listed. */
export function formatPlan(what: string, sites: readonly PlannedSite[], colors: Colors): string {
  const lines = [`Plan for ${colors.bold(toSafeText(what, MAX_TEXT))}, expected; nothing was changed`];
  lines.push(...formatPlannedData(sites.flatMap((site) => (site.ok ? site.data : []))));
  for (const site of sites) lines.push('', ...formatSite(site, colors));
  const refused = sites.filter((site) => !site.ok).length;
  const said = countOf(sites.length, 'site');
  lines.push('', refused === 0 ? said : `${said}, ${colors.red(`${refused} refused`)}`);
  return lines.join('\n');
}

function formatSite(site: PlannedSite, colors: Colors): readonly string[] {
  if (!site.ok) {
    const errors = site.errors.map(
      (error) =>
        `  ${colors.red(error.code)} ${toSafeText(error.message, MAX_TEXT)}\n    fix: ${toSafeText(error.fix, MAX_TEXT)}`,
    );
    return [`${colors.bold(site.site)}  ${colors.red('refused')}`, ...errors];
  }
  const warnings = site.warnings.map(
    (warning) => `  ${colors.yellow('note')} ${toSafeText(warning, MAX_TEXT)}`,
  );
  const hosts = site.plan.hosts.flatMap((host) => formatHost(host, colors));
  const changing = site.plan.hosts.filter(isChanged).length;
  const still = site.plan.hosts.length - changing;
  const unchanged = still === 0 ? [] : [`  ${colors.dim(`${countOf(still, 'host')} unchanged`)}`];
  return [colors.bold(site.site), ...warnings, ...hosts, ...unchanged];
}

function formatHost(host: HostPlan, colors: Colors): readonly string[] {
  if (!isChanged(host)) return [];
  const operations = host.operations.filter((operation) => operation.kind !== 'noop');
  const notes = host.notes.map((note) => `    ${colors.yellow('note')} ${toSafeText(note, MAX_TEXT)}`);
  return [
    `  ${host.host}`,
    ...operations.flatMap((operation) => formatOperation(operation, colors)),
    ...notes,
  ];
}

function formatOperation(operation: Operation, colors: Colors): readonly string[] {
  const head = `    ${paintKind(operation.kind, colors)} ${operation.applicationId}: ${toSafeText(operation.reason, MAX_TEXT)}`;
  const steps = operation.steps.map((step) => {
    if (step.purge !== undefined) return colors.red('      delete data');
    const from = step.from === null ? 'nothing' : shortenDigest(step.from);
    const to = step.to === null ? 'nothing' : shortenDigest(step.to);
    return colors.dim(`      ${step.action} ${step.component} (${step.type}) ${from} -> ${to}`);
  });
  return [head, ...steps];
}

function paintKind(kind: Operation['kind'], colors: Colors): string {
  if (kind.startsWith('add')) return colors.green(kind);
  return kind.startsWith('remove') || kind.startsWith('purge') ? colors.red(kind) : colors.yellow(kind);
}

function isChanged(host: HostPlan): boolean {
  return host.operations.some((operation) => operation.kind !== 'noop');
}
