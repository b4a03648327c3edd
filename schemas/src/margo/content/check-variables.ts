import type { PathStep } from '../../documents/json-pointer.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { isRecord } from '../is-record.ts';
import type { PackageContent } from '../package-content.ts';
import type { ComposeWalk } from './walk-compose.ts';

/** A variable that a compose file reads, where it stands. */
export interface VariableUse {
  readonly name: string;
  readonly file: string;
  readonly path: readonly PathStep[];
  /** Compose goes on without it: it has a default, another word, or an error of its own. */
  readonly hasDefault: boolean;
}

const VARIABLE =
  /\$(?:\$|\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)(?<rest>[^A-Za-z0-9_}]?)|(?<bare>[A-Za-z_][A-Za-z0-9_]*))/g;

/** Every variable of the compose files of one component, and those that its environment files set or name. */
export function listVariables(
  walk: ComposeWalk,
  content: PackageContent,
): {
  readonly uses: readonly VariableUse[];
  readonly set: ReadonlySet<string>;
  readonly named: ReadonlySet<string>;
} {
  const uses: VariableUse[] = [];
  const named = new Set<string>();
  for (const [file, { value }] of walk.files) {
    visit(value, [], file, uses);
    for (const name of listPassed(value)) named.add(name);
  }
  const set = new Set<string>();
  for (const path of walk.paths) {
    if (!/(?:^|[./])env$/.test(path)) continue;
    const text = content.readText(path) ?? '';
    for (const match of text.matchAll(/^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)/gm)) {
      const name = match.groups?.['name'];
      if (name === undefined) continue;
      named.add(name);
      if (/(?:^|\/)\.env$/.test(path)) set.add(name);
    }
    for (const match of text.matchAll(VARIABLE))
      named.add(match.groups?.['braced'] ?? match.groups?.['bare'] ?? '');
  }
  for (const { name } of uses) named.add(name);
  return { uses, set, named };
}

/** A variable that nothing gives a value, at its first place. */
export interface UnsetVariable extends VariableUse {
  /** Nearly the same name, which has one. */
  readonly near: string | undefined;
}

/**
 * Variables that nothing gives a value: compose puts nothing in their place, and warns where nobody looks.
 *
 * @param given variables that parameters set
 */
export function listUnset(
  walk: ComposeWalk,
  content: PackageContent,
  given: ReadonlySet<string>,
): readonly UnsetVariable[] {
  const { uses, set } = listVariables(walk, content);
  const said = new Set<string>();
  return uses.flatMap((use) => {
    const { name, hasDefault } = use;
    if (hasDefault || given.has(name) || set.has(name) || said.has(name)) return [];
    said.add(name);
    return [{ ...use, near: suggestWord(name, [...given, ...set]) }];
  });
}

function visit(value: unknown, path: readonly PathStep[], file: string, uses: VariableUse[]): void {
  if (typeof value === 'string') {
    for (const match of value.matchAll(VARIABLE)) {
      const name = match.groups?.['braced'] ?? match.groups?.['bare'];
      if (name !== undefined)
        uses.push({ name, file, path, hasDefault: (match.groups?.['rest'] ?? '') !== '' });
    }
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) visit(entry, [...path, index], file, uses);
  } else if (isRecord(value)) {
    for (const [key, entry] of Object.entries(value)) visit(entry, [...path, key], file, uses);
  }
}

/** `environment: [NAME]` and `environment: {NAME: null}` hand a variable on; so does `environment` of a config or secret. */
function listPassed(compose: Readonly<Record<string, unknown>>): readonly string[] {
  const parts = ['services', 'configs', 'secrets'].flatMap((key) => {
    const part = compose[key];
    return isRecord(part) ? Object.values(part) : [];
  });
  return parts.flatMap((part): readonly string[] => {
    const environment = isRecord(part) ? part['environment'] : undefined;
    if (typeof environment === 'string') return [environment];
    if (Array.isArray(environment))
      return environment.filter((each) => typeof each === 'string' && !each.includes('='));
    if (!isRecord(environment)) return [];
    return Object.entries(environment).flatMap(([name, value]) => (value === null ? [name] : []));
  });
}
