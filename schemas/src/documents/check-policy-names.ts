import { isColoError } from '../errors/colo-error.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import { assertGlob } from '../selectors/glob.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { PathStep } from './json-pointer.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** Globs of a policy that are none: CO would refuse every command that comes to them. */
export function checkPolicyGlobs({ spec }: FleetPolicy, parsed: ParsedYaml): readonly Diagnostic[] {
  const lists: readonly (readonly [readonly PathStep[], readonly string[]])[] = [
    ...(spec.deploy ?? []).flatMap(({ applications = [], sites = [] }, index) => [
      [['spec', 'deploy', index, 'applications'], applications] as const,
      [['spec', 'deploy', index, 'sites'], sites] as const,
    ]),
    ...(spec.groups ?? []).map(
      ({ sites = [] }, index) => [['spec', 'groups', index, 'sites'], sites] as const,
    ),
  ];
  return lists.flatMap(([path, globs]) =>
    globs.flatMap((glob, place) => {
      const problem = findProblem(glob);
      if (problem === undefined) return [];
      const [, list, index, key] = path;
      const message = `${list}[${index}].${key}[${place}] is no glob: ${problem}`;
      return [makeDiagnostic('POLICY_GLOB_INVALID', message, parsed.locate([...path, place]))];
    }),
  );
}

/** Teams by their name alone: nobody is known to be in them. Warnings: such a rule allows nothing. */
export function checkPolicyTeams({ spec }: FleetPolicy, parsed: ParsedYaml): readonly Diagnostic[] {
  return (spec.deploy ?? []).flatMap(({ teams = [] }, index) =>
    teams.flatMap((team, place) => {
      if (/^[^/]+\/[^/]+$/.test(team)) return [];
      const message = `deploy[${index}].teams[${place}] is no team of an organisation, so that the rule allows nobody by it`;
      const spot = parsed.locate(['spec', 'deploy', index, 'teams', place]);
      return [makeDiagnostic('POLICY_TEAM_INVALID', message, spot, { severity: 'warning' })];
    }),
  );
}

function findProblem(glob: string): string | undefined {
  try {
    assertGlob({ text: glob, column: 1 }, 'the glob');
    return undefined;
  } catch (error) {
    if (!isColoError(error)) throw error;
    return error.message.replace(/^The selector is wrong at column \d+: /, '').replace(/\.$/, '');
  }
}
