import { isHiddenCharacter } from '../text/is-hidden-character.ts';

/** Linux' NAME_MAX, in bytes. */
const MAX_PART_BYTES = 255;

/** Below PATH_MAX (4,096 with its ending), with room for the folder that a node puts before it. */
export const MAX_PATH_BYTES = 1024;

/** Letters, digits and signs of ASCII all show: nearly every path is known to be sound at one look. */
const PLAIN = /^[ -~]*$/;

/** Deepest folders. Names of sites and packages need fewer than ten. */
export const MAX_PATH_PARTS = 64;

/**
 * Why a path of a tree must not be taken, or undefined: it has to stay inside its folder, to be shown as it is, and to
 * mean the same on every file system.
 */
export function describePathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'is absolute';
  if (path.length > MAX_PATH_BYTES || Buffer.byteLength(path) > MAX_PATH_BYTES)
    return `is longer than ${MAX_PATH_BYTES} bytes`;
  if (path.includes('\\')) return 'holds a backslash';
  // What a decoder puts in place of bytes that are no UTF-8: two names may hide behind it.
  if (path.includes('\ufffd')) return 'is not UTF-8 text';
  if (!PLAIN.test(path) && [...path].some(isHiddenCharacter)) return 'holds a character that does not show';
  const parts = path.split('/');
  if (parts.length > MAX_PATH_PARTS) return `has more than ${MAX_PATH_PARTS} parts`;
  for (const part of parts) {
    if (part === '') return 'has an empty part';
    if (part === '.' || part === '..') return `has a part ${part}`;
    if (part.toLowerCase() === '.git') return 'has a part .git';
    if (Buffer.byteLength(part) > MAX_PART_BYTES) return `has a part longer than ${MAX_PART_BYTES} bytes`;
  }
  return undefined;
}
