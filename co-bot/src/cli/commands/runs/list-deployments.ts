import { computeStatus, type HostStatus } from '../../fleet/compute-status.ts';
import { type FleetSite, loadFleet } from '../../fleet/load-fleet.ts';
import { withInfra } from '../../fleet/with-infra.ts';
import { formatDiagnostics } from '../../output/format-diagnostics.ts';
import { countStandings } from '../../output/format-standing.ts';
import { formatTable } from '../../output/format-table.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runListDeployments(invocation: Invocation): Promise<ExitCode> {
  const { args, print } = invocation;
  await withInfra(invocation, async (infra) => {
    const fleet = await loadFleet(infra);
    const app = args.text('app');
    const deployments = fleet.sites
      .flatMap(describeDeployments)
      .filter((deployment) => app === undefined || deployment.application === app);
    print.note(formatDiagnostics(fleet.problems, print.colors));
    const document = { infra: infra.name, commit: infra.commit, deployments, problems: fleet.problems };
    print.result(document, () => formatDeployments(deployments));
  });
  return 0;
}

type DeploymentRow = ReturnType<typeof describeDeployments>[number];

function describeDeployments(site: FleetSite) {
  const standings = computeStatus(site);
  return (site.desired?.spec.deployments ?? []).map((deployment) => ({
    site: site.name,
    id: deployment.id,
    application: deployment.applicationId,
    version: deployment.version,
    digest: deployment.source.digest,
    profile: deployment.profile.id,
    type: deployment.profile.type,
    hosts: deployment.hosts,
    track: deployment.track,
    hold: deployment.hold,
    standings: pickStandings(standings, deployment.applicationId, deployment.hosts),
  }));
}

function pickStandings(rows: readonly HostStatus[], application: string, hosts: readonly string[]) {
  return rows
    .filter((row) => row.application === application && hosts.includes(row.host))
    .map((row) => row.standing);
}

function formatDeployments(deployments: readonly DeploymentRow[]): string {
  if (deployments.length === 0) return 'no deployments';
  const rows = deployments.map((row) => [
    row.site,
    row.application,
    row.version,
    row.type,
    row.hosts.join(' '),
    row.track ?? '-',
    row.hold === undefined ? '-' : 'hold',
    countStandings(row.standings),
  ]);
  return formatTable(['SITE', 'APPLICATION', 'VERSION', 'TYPE', 'HOSTS', 'TRACK', 'HOLD', 'REPORTED'], rows);
}
