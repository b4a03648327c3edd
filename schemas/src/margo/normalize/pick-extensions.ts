import type { Extensions } from '../app-package.ts';

const EXTENSION = /^x-[a-z][a-z0-9-]*-extensions$/;

/** The vendors' keys of a record, as an object to spread; nothing where there are none. */
export function pickExtensions(record: object): { readonly extensions?: Extensions } {
  const found = Object.entries(record).filter(([key]) => EXTENSION.test(key));
  return found.length === 0 ? {} : { extensions: Object.fromEntries(found) };
}
