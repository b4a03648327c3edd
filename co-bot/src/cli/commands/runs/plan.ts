import { loadFleet } from '../../fleet/load-fleet.ts';
import { withInfra } from '../../fleet/with-infra.ts';
import { formatDiagnostics } from '../../output/format-diagnostics.ts';
import { formatPlan } from '../../output/format-plan.ts';
import { findPackage } from '../../plan/find-package.ts';
import { loadPackages } from '../../plan/load-packages.ts';
import { planDeploy } from '../../plan/plan-deploy.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { readDeployCommand } from '../../request/read-deploy-command.ts';

export async function runPlan(invocation: Invocation): Promise<ExitCode> {
  const { print } = invocation;
  const { command } = readDeployCommand(invocation.args);
  const found = await findPackage(invocation, command);
  return await withInfra(invocation, async (infra) => {
    const fleet = await loadFleet(infra);
    const desired = fleet.sites.flatMap((site) => site.desired ?? []);
    const packages = await loadPackages(infra.tree, desired);
    const sites = planDeploy({ fleet, command, ...found, packages });
    print.note(formatDiagnostics(fleet.problems, print.colors));
    const document = {
      application: found.app.id,
      version: found.app.version,
      digest: found.source.digest,
      infra: infra.name,
      commit: infra.commit,
      sites,
      problems: fleet.problems,
    };
    print.result(document, (colors) => formatPlan(found.app, sites, colors));
    return sites.every((site) => site.ok) ? 0 : 1;
  });
}
