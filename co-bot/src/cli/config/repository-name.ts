import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/** A repository on a forge. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

const REPOSITORY = /^(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,99})\/(?<name>[A-Za-z0-9._-]{1,100})$/;

/** Reads `OWNER/NAME`; GitHub's own rules for both parts. Throws USAGE. */
export function parseRepositoryName(text: string): RepositoryName {
  const groups = REPOSITORY.exec(text)?.groups;
  const { owner, name } = groups ?? {};
  if (owner === undefined || name === undefined || name === '.' || name === '..') {
    throw new ColoError('USAGE', `"${toSafeText(text, 200)}" is not a repository`, {
      fix: 'Write it as OWNER/NAME, for example acme/infra.',
    });
  }
  return { owner, name };
}

export function formatRepositoryName(repository: RepositoryName): string {
  return `${repository.owner}/${repository.name}`;
}
