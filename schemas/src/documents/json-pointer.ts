/** A step into a value: a key of a map or an index of a list. */
export type PathStep = string | number;

/** RFC 6901 JSON Pointer of a path; the empty string is the whole document. */
export function formatPointer(path: readonly PathStep[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of an RFC 6901 JSON Pointer; indexes stay texts, since only the value tells them from keys. */
export function parsePointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
