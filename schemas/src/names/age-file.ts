/** Largest encrypted secret of a site: one of 64 KiB for many recipients, armored. */
export const MAX_AGE_FILE_BYTES = 128 * 1024;

/** Folder of a site's encrypted secrets, below the site's own. */
export const AGE_FOLDER = 'secrets';

/** A secret's name of at most 63 characters, and the ending. */
const MAX_LENGTH = 67;
const AGE_FILE = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.age$/;

/** True for the name of an encrypted file that a secret may come from. */
export function isAgeFileName(name: string): boolean {
  return name.length <= MAX_LENGTH && AGE_FILE.test(name);
}
