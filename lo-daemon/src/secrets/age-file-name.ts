import { MAX_AGE_FILE_BYTES } from './secret-limits.ts';

/** Folder of a site's encrypted secrets, below the site's own. */
export const AGE_FOLDER = 'secrets';

const AGE_FILE = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.age$/;

/** True for the name of an encrypted file that a secret may come from. */
export function isAgeFileName(name: string): boolean {
  return name.length <= 67 && AGE_FILE.test(name);
}

/** The file that a secret comes from. */
export function ageFileOf(name: string, age: true | string): string {
  return age === true ? `${name}.age` : age;
}

/** Why a file that is in Git may not be here. */
export const AGE_FILE_RULE = `a plain file of at most ${MAX_AGE_FILE_BYTES} bytes`;
