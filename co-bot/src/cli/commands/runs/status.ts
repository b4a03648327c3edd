import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { computeStatus, type HostStatus } from '../../fleet/compute-status.ts';
import { type Fleet, type FleetSite, loadFleet } from '../../fleet/load-fleet.ts';
import { type Infra, withInfra } from '../../fleet/with-infra.ts';
import { createGitHub } from '../../github/create-github.ts';
import { readReports } from '../../github/read-reports.ts';
import type { Colors } from '../../output/choose-colors.ts';
import { formatAge } from '../../output/format-age.ts';
import { formatDiagnostics } from '../../output/format-diagnostics.ts';
import { countStandings, paintStanding } from '../../output/format-standing.ts';
import { formatTable } from '../../output/format-table.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runStatus(invocation: Invocation): Promise<ExitCode> {
  const { args, print } = invocation;
  return await withInfra(invocation, async (infra) => {
    const fleet = await loadFleet(infra);
    const sites = chooseSites(fleet, args.variadic(0));
    const fresh = await readFresh(invocation, infra, fleet);
    const app = args.text('app');
    const hosts = sites
      .flatMap((site) =>
        computeStatus(
          site,
          fresh.filter((report) => report.site === site.name),
        ),
      )
      .filter((row) => app === undefined || row.application === app);
    print.note(formatDiagnostics(fleet.problems, print.colors));
    const document = { infra: infra.name, commit: infra.commit, hosts, problems: fleet.problems };
    print.result(document, (colors) => formatStatus(hosts, colors, Date.now()));
    return hosts.some(needsSomebody) || fleet.problems.length > 0 ? 1 : 0;
  });
}

/** Failed, refused and unusable do not get better by themselves; the others do. */
function needsSomebody(row: HostStatus): boolean {
  return row.standing === 'failed' || row.standing === 'refused' || row.standing === 'unusable';
}

function chooseSites(fleet: Fleet, names: readonly string[]): readonly FleetSite[] {
  if (names.length === 0) return fleet.sites;
  return names.map((name) => {
    const site = fleet.sites.find((candidate) => candidate.name === name);
    if (site !== undefined) return site;
    throw new ColoError('CLI_INPUT_MISSING', `there is no site "${toSafeText(name, 200)}"`, {
      fix: 'Run `co list sites` to see their names.',
    });
  });
}

/** Events are written in batches, so the newest commit's statuses may be ahead of them. */
async function readFresh(invocation: Invocation, infra: Infra, fleet: Fleet) {
  if (infra.commit === undefined || invocation.args.text('infra') !== undefined) return [];
  const repository = await invocation.settings.infra();
  return await readReports(
    await createGitHub(invocation),
    repository,
    infra.commit,
    fleet.policy.spec.statusCreators,
  );
}

/** @param now milliseconds since 1970 */
function formatStatus(hosts: readonly HostStatus[], colors: Colors, now: number): string {
  if (hosts.length === 0) return 'nothing is desired, and nothing was reported';
  const rows = hosts.map((row) => [
    row.site,
    row.host,
    row.application,
    row.desired ?? '-',
    row.reported ?? '-',
    row.standing,
    row.at === undefined ? '-' : formatAge(row.at, now),
    row.detail ?? '',
  ]);
  const headings = ['SITE', 'HOST', 'APPLICATION', 'DESIRED', 'REPORTED', 'STATE', 'AGE', 'DETAIL'];
  const table = formatTable(headings, rows, (cell, column) =>
    column === 5 ? paintStanding(cell, colors) : cell,
  );
  return `${table}\n${countStandings(hosts.map((row) => row.standing))}`;
}
