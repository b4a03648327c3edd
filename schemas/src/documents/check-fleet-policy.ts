import type { FleetPolicy } from '../generated/fleet-policy.ts';
import { checkPolicyGlobs, checkPolicyTeams } from './check-policy-names.ts';
import type { Diagnostic } from './diagnostic.ts';
import { findRepeated } from './find-repeated.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** Rules of the fleet policy beyond its schema: globs that are some, teams, groups and registries that stand once. Forges fold the case of names. */
export function checkFleetPolicy(policy: FleetPolicy, parsed: ParsedYaml): readonly Diagnostic[] {
  const groups = findRepeated((policy.spec.groups ?? []).map((group) => group.name));
  const registries = findRepeated(policy.spec.registries.map((each) => each.repository.toLowerCase()));
  return [
    ...checkPolicyGlobs(policy, parsed),
    ...checkPolicyTeams(policy, parsed),
    ...groups.map(({ index, first, word }) => {
      const message = `spec.groups[${index}] has the name ${word} of spec.groups[${first}]`;
      return makeDiagnostic(
        'POLICY_GROUP_DUPLICATE',
        message,
        parsed.locate(['spec', 'groups', index, 'name']),
      );
    }),
    ...registries.map(({ index, first, word }) => {
      const message = `spec.registries[${index}] names ${word}, as does spec.registries[${first}]`;
      const spot = parsed.locate(['spec', 'registries', index, 'repository']);
      return makeDiagnostic('POLICY_REGISTRY_DUPLICATE', message, spot);
    }),
  ];
}
