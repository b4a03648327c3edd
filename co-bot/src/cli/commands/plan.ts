import { loadFleet } from '../fleet/load-fleet.ts';
import { withInfra } from '../fleet/with-infra.ts';
import { formatDiagnostics } from '../output/format-diagnostics.ts';
import { formatPlan } from '../output/format-plan.ts';
import { findPackage } from '../plan/find-package.ts';
import { loadPackages } from '../plan/load-packages.ts';
import { planDeploy } from '../plan/plan-deploy.ts';
import type { CommandDefinition } from '../program/command-definition.ts';
import { deployOptions } from '../program/deploy-options.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import { infraOption } from '../program/infra-option.ts';
import type { Invocation } from '../program/invocation.ts';
import { registryOption } from '../program/registry-option.ts';
import { readDeployCommand } from '../request/read-deploy-command.ts';

export const plan: CommandDefinition = {
  words: ['plan'],
  summary: 'show what a deploy would do, host by host, and change nothing',
  description:
    'Chooses sites and hosts, profiles and parameters as CO does, and prints the operations that the sites would run, with ' +
    'the reason of each. With --infra and --package (or --registry) it works on checkouts, without network. It is what is ' +
    'expected: hosts are taken to be as the infra repo says. Ends with 1 where a site would be refused.',
  arguments: [
    { syntax: '<app[@version]>', description: 'application; without a version the highest tagged one' },
  ],
  options: [
    ...deployOptions,
    infraOption,
    registryOption,
    { flags: '--package <dir>', description: 'take the package from this folder, published or not' },
  ],
  examples: [
    { command: "co plan hello-world@1.1 --to 'eu/*'", says: 'what would change on all sites below eu' },
    {
      command: 'co plan hello-world --to berlin --infra ../infra --package . --set greeting=Hi',
      says: 'the package in this folder against a local infra checkout, offline',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: application, version, digest, infra, commit, sites (site, ok, plan with hosts and operations, warnings, errors), problems',
  run: runPlan,
};

async function runPlan(invocation: Invocation): Promise<ExitCode> {
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
