import { ColoError } from '@colo/schemas/errors';
import { loadFleet } from '../../fleet/load-fleet.ts';
import { withInfra } from '../../fleet/with-infra.ts';
import { formatDiagnostics } from '../../output/format-diagnostics.ts';
import { formatPlan } from '../../output/format-plan.ts';
import { findPackage } from '../../plan/find-package.ts';
import { loadPackages } from '../../plan/load-packages.ts';
import { planDeploy } from '../../plan/plan-deploy.ts';
import { planRemoval } from '../../plan/plan-removal.ts';
import type { CommandArguments } from '../../program/arguments.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { readDeployCommand } from '../../request/read-deploy-command.ts';
import { readRemoveCommand } from '../../request/read-remove-command.ts';

export async function runPlan(invocation: Invocation): Promise<ExitCode> {
  const { print } = invocation;
  if (readPlanKind(invocation.args) === 'removal') return await runRemovalPlan(invocation);
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
    print.result(document, (colors) => formatPlan(`${found.app.id} ${found.app.version}`, sites, colors));
    return sites.every((site) => site.ok) ? 0 : 1;
  });
}

/** A plan is of a deploy to sites, or of a removal from them. Throws USAGE. */
function readPlanKind(args: CommandArguments): 'deploy' | 'removal' {
  const isRemoval = args.all('from').length > 0;
  if (isRemoval === args.all('to').length > 0)
    throw new ColoError('USAGE', 'co plan needs either --to or --from, and the sites');
  if (!isRemoval && args.flag('purge')) throw new ColoError('USAGE', '--purge goes with --from');
  const others = ['set', 'secret', 'unset', 'track', 'package'].filter(
    (name) => args.text(name) !== undefined || args.all(name).length > 0,
  );
  if (isRemoval && others.length > 0)
    throw new ColoError('USAGE', `--${others[0]} says nothing of a removal; leave it out, or write --to`);
  return isRemoval ? 'removal' : 'deploy';
}

async function runRemovalPlan(invocation: Invocation): Promise<ExitCode> {
  const { print } = invocation;
  const { command } = readRemoveCommand(invocation.args);
  return await withInfra(invocation, async (infra) => {
    const fleet = await loadFleet(infra);
    const packages = await loadPackages(
      infra.tree,
      fleet.sites.flatMap((site) => site.desired ?? []),
    );
    const sites = planRemoval({ fleet, command, packages });
    print.note(formatDiagnostics(fleet.problems, print.colors));
    const { application } = command.scope;
    const document = {
      application,
      infra: infra.name,
      commit: infra.commit,
      sites,
      problems: fleet.problems,
    };
    const what = `the removal of ${application}${command.purge === true ? ' and its data' : ''}`;
    print.result(document, (colors) => formatPlan(what, sites, colors));
    return sites.every((site) => site.ok) ? 0 : 1;
  });
}
