import { ColoError } from '@colo/schemas/errors';

const SCHEMES = new Set(['https:', 'http:', 'file:']);
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True for an address that Git reaches over HTTP. */
export function isHttpAddress(repository: string): boolean {
  return /^https?:\/\//.test(repository);
}

function refuse(message: string, fix: string): never {
  throw new ColoError('LO_CONFIG_INVALID', `infra.repository: ${message}.`, { fix });
}

/**
 * Checks the address of the infra repo: a scheme that LO speaks, no secret in it, and no secret sent in the clear.
 *
 * @throws ColoError LO_CONFIG_INVALID
 */
export function checkRepositoryAddress(repository: string, hasCredential: boolean): void {
  if (repository.startsWith('/')) return;
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined || !SCHEMES.has(url.protocol))
    refuse('is neither an https, http or file URL nor an absolute path', 'Write https://… or /path.');
  if (url.username !== '' || url.password !== '')
    refuse('holds a user or password', 'Take it out and use infra.credential.');
  if (url.protocol === 'http:' && hasCredential && !LOOPBACK.test(url.hostname))
    refuse('would send the credential unencrypted', 'Use https.');
}

/** `owner/name` from the last two parts of an HTTP address; undefined for paths. */
export function deriveRepositoryName(repository: string): string | undefined {
  if (!isHttpAddress(repository)) return undefined;
  const parts = new URL(repository).pathname.split('/').filter((part) => part !== '');
  const [owner, name] = parts.slice(-2);
  return owner === undefined || name === undefined ? undefined : `${owner}/${name.replace(/\.git$/, '')}`;
}
