import type { Repository, User } from '../store/types.ts';

/** How an author stands to a repository. GitHub itself advises against deciding anything by it. */
export function renderAssociation(repository: Repository, user: User) {
  if (repository.owner.id === user.id) {
    return 'OWNER' as const;
  }
  return (repository.collaborators.get(user.id) ?? 'none') === 'none'
    ? ('NONE' as const)
    : ('COLLABORATOR' as const);
}
