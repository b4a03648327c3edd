import { createHash } from 'node:crypto';

/** `sha256:` and 64 lower-case hexadecimal digits over the UTF-8 bytes of `text`. */
export function digestText(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
