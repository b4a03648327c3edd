/** Permission levels of a repository, from most to least. */
export const permissionLevels = ['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const;
export type Permission = (typeof permissionLevels)[number];

/** Who may do what. Every answer that is not certain is the lesser one: callers fail closed. */
export interface Permissions {
  getPermission(login: string): Promise<Permission>;
  /** `team` is `owner/slug`. */
  isTeamMember(team: string, login: string): Promise<boolean>;
}
