import type { FleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { matchesGlob } from '@colo/schemas/selectors';
import { type Permission, permissionLevels } from '../ports/permissions.ts';

type DeployRule = NonNullable<FleetPolicy['spec']['deploy']>[number];

/** True when `permission` is at least `least`. */
export function isAtLeast(permission: Permission, least: Permission): boolean {
  return permissionLevels.indexOf(permission) <= permissionLevels.indexOf(least);
}

interface DeployQuestion {
  readonly login: string;
  /** On the infra repo. */
  readonly permission: Permission;
  /** Teams of the rules that the person is a member of. */
  readonly teams: ReadonlySet<string>;
  readonly application: string;
  readonly site: string;
}

/**
 * Whether a person may change an application on a site: write permission, and a rule that matches, when there are any.
 * A rule without users, teams and permission is for everybody who may write.
 */
export function mayDeploy(question: DeployQuestion, rules: readonly DeployRule[] | undefined): boolean {
  if (!isAtLeast(question.permission, 'write')) return false;
  return (
    rules === undefined || rules.some((rule) => matchesPerson(rule, question) && matchesWhat(rule, question))
  );
}

function matchesPerson(rule: DeployRule, { login, permission, teams }: DeployQuestion): boolean {
  const { users, teams: ruleTeams, permission: least } = rule;
  if (users === undefined && ruleTeams === undefined && least === undefined) return true;
  const name = login.toLowerCase();
  return (
    users?.some((user) => user.toLowerCase() === name) === true ||
    ruleTeams?.some((team) => teams.has(team)) === true ||
    (least !== undefined && isAtLeast(permission, least))
  );
}

function matchesWhat(rule: DeployRule, { application, site }: DeployQuestion): boolean {
  const fits = (globs: readonly string[] | undefined, text: string) =>
    globs === undefined || globs.some((glob) => matchesGlob(glob, text));
  return fits(rule.applications, application) && fits(rule.sites, site);
}
