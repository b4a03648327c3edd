import type { PackagePolicy, PolicyLevel } from '../../generated/fleet-policy.ts';

/** Something that a package asks for and that the fleet policy has a word on. */
export type PolicyRule = keyof PackagePolicy;

/** What holds where `colo.yaml` says nothing. The schema's defaults are the same; a test compares them. */
export const defaultLevels: Readonly<Record<PolicyRule, PolicyLevel>> = {
  hostPaths: 'warn',
  privileged: 'refuse',
  hostNetwork: 'warn',
  hostNamespaces: 'warn',
  dockerSocket: 'refuse',
  devices: 'warn',
  capabilities: 'warn',
  unpinnedImages: 'warn',
  floatingImages: 'warn',
  unpinnedCharts: 'warn',
};

/**
 * How a finding counts; undefined: not at all.
 *
 * @param policy of the infra repo that the package is for; undefined where it is for none yet, as in a registry: there
 *   nothing is refused, since each fleet decides for itself
 */
export function judgeRule(
  rule: PolicyRule,
  policy: PackagePolicy | undefined,
): 'error' | 'warning' | undefined {
  const level = policy?.[rule] ?? defaultLevels[rule];
  if (level === 'allow') return undefined;
  return level === 'refuse' && policy !== undefined ? 'error' : 'warning';
}
