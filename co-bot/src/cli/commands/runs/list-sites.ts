import { loadFleet } from '../../fleet/load-fleet.ts';
import { describeSite, type SiteSummary } from '../../fleet/summarize-site.ts';
import { withInfra } from '../../fleet/with-infra.ts';
import { countOf, formatDiagnostics } from '../../output/format-diagnostics.ts';
import { formatTable } from '../../output/format-table.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runListSites(invocation: Invocation): Promise<ExitCode> {
  const { print } = invocation;
  await withInfra(invocation, async (infra) => {
    const fleet = await loadFleet(infra);
    const sites = fleet.sites.map(describeSite);
    print.note(formatDiagnostics(fleet.problems, print.colors));
    const document = { infra: infra.name, commit: infra.commit, sites, problems: fleet.problems };
    print.result(document, () => formatSites(sites));
  });
  return 0;
}

function formatSites(sites: readonly SiteSummary[]): string {
  if (sites.length === 0) return 'no sites';
  const rows = sites.map((site) => [
    site.name,
    String(site.hosts.length),
    Object.entries(site.labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ') || '-',
    site.applications.map(({ application, version }) => `${application}@${version}`).join(' ') || '-',
  ]);
  return `${formatTable(['SITE', 'HOSTS', 'LABELS', 'APPLICATIONS'], rows)}\n${countOf(sites.length, 'site')}`;
}
