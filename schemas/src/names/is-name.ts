/** Longest name of a site segment, host, application or component. Margo allows application ids of 200. */
const MAX_NAME_LENGTH = 200;

const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * True when `text` may name a host, an application or a component: lower case letters, digits and dashes, with a
 * letter or digit at both ends, so that it is safe in a path, a ref, a status context and an address, and is never
 * mistaken for an option.
 */
export function isName(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && NAME.test(text);
}

/** True when `text` may name a site: names joined by `/`, its path below `sites/`. */
export function isSiteName(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && text.split('/').every(isName);
}

const MAX_SECRET_NAME_LENGTH = 63;

/** True when `text` may name a secret of a site. */
export function isSecretName(text: string): boolean {
  return text.length <= MAX_SECRET_NAME_LENGTH && NAME.test(text);
}
