import { canonicalJson } from '../digests/canonical-json.ts';
import { compareCodePoints } from '../digests/compare-code-points.ts';
import { omitTiming } from '../digests/omit-timing.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { ResolvedComponent } from '../resolve/resolved.ts';
import { isSecretReference } from '../resolve/secret-reference.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** More names than this are counted, not listed. */
const MAX_LISTED = 5;
const MAX_NAME = 80;

/** What differs between two forms of a component: `value GREETING`, `property wait`, `file compose.yaml`. */
export function describeChange(before: ResolvedComponent, after: ResolvedComponent): readonly string[] {
  return [
    ...listNames('value', diffKeys(before.values, after.values), (pointer) => nameSecret(after, pointer)),
    ...listNames('property', diffKeys(omitTiming(before.properties), omitTiming(after.properties))),
    ...listNames('file', diffKeys(indexFiles(before), indexFiles(after))),
  ];
}

function listNames(
  what: string,
  names: readonly string[],
  explain: (name: string) => string = () => '',
): readonly string[] {
  const listed = names
    .slice(0, MAX_LISTED)
    .map((name) => `${what} ${toSafeText(name, MAX_NAME)}${explain(name)}`);
  return names.length <= MAX_LISTED ? listed : [...listed, `${names.length - MAX_LISTED} more`];
}

/** Of a secret nobody knows more here than its name. */
function nameSecret({ values }: ResolvedComponent, pointer: string): string {
  const value = ownValue(values, pointer);
  return value !== undefined && isSecretReference(value) ? ` = secretRef: ${value.secretRef}` : '';
}

function diffKeys(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((key) => differs(left, right, key))
    .sort(compareCodePoints);
}

function differs(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  key: string,
): boolean {
  return canonicalJson(ownValue(left, key) ?? null) !== canonicalJson(ownValue(right, key) ?? null);
}

function indexFiles({ files }: ResolvedComponent): Readonly<Record<string, unknown>> {
  return Object.fromEntries(files.map(({ path, mode, sha256 }) => [path, [mode, sha256]]));
}
