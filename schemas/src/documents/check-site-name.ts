import type { Diagnostic } from './diagnostic.ts';
import type { PathStep } from './json-pointer.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** A document about a site lies in that site's folder; `site` is the folder's name, where the caller knows it. */
export function checkSiteName(
  found: string,
  path: readonly PathStep[],
  site: string | undefined,
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  if (site === undefined || found === site) return [];
  const message = `the document is of site ${found}, but lies in the folder of site ${site}`;
  const fix = `Write ${site}, or move the file to sites/${found}/.`;
  return [makeDiagnostic('SITE_NAME_MISMATCH', message, parsed.locate(path), { fix })];
}
