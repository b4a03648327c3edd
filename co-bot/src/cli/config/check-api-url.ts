import { isIP } from 'node:net';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/** GitHub's own REST API. GitHub Enterprise Server has it at https://HOST/api/v3. */
export const GITHUB_API = 'https://api.github.com';

/**
 * Checks the address that the token is sent to: https, or http on this machine only. Returns it without a slash at the
 * end. Throws USAGE or CLI_ADDRESS_REFUSED.
 */
export function checkApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ColoError('USAGE', `"${toSafeText(text, 200)}" is not the address of an API`, {
      fix: `Give an https address, for example ${GITHUB_API} or https://github.example.com/api/v3.`,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new ColoError('USAGE', 'the address of the API holds a user or a password', {
      fix: 'Give the token by GITHUB_TOKEN or --token-file.',
    });
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ColoError('CLI_ADDRESS_REFUSED', `${url.origin} is not encrypted`, {
      fix: 'Use https; plain http is for a forge on this machine only.',
    });
  }
  return url.href.replace(/\/+$/, '');
}

/** True for names and addresses that never leave this machine (RFC 6761 section 6.3, RFC 5735 section 3). */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  return isIP(bare) === 4 ? bare.startsWith('127.') : bare === '::1';
}
