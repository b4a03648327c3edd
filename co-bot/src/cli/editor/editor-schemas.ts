import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A kind of document that people write, and what an editor needs to help with it. */
export interface EditorSchema {
  readonly kind: string;
  readonly description: string;
  /** Name of the schema's file. */
  readonly file: string;
  /** Files of this kind, as globs of the editor. */
  readonly globs: readonly string[];
  /** Schemas of colo that it is made of; any of them fits. */
  readonly parts: readonly string[];
}

function define(kind: string, description: string, globs: readonly string[], parts = [kind]): EditorSchema {
  return { kind, description, file: `${kind}.schema.json`, globs, parts };
}

const DIALECTS = ['rc3', 'rc2', 'pr1', '2025-02', '2024-10'].map((dialect) => `margo-package-${dialect}`);

export const editorSchemas: readonly EditorSchema[] = [
  define('fleet-policy', 'the fleet policy of an infra repo', ['colo.yaml']),
  define('site', 'the inventory of a site', ['sites/**/site.yaml']),
  define('desired-state', 'what must run on a site', ['sites/**/desiredstate.yaml']),
  define('margo-package', 'a Margo application package, in any dialect', ['**/margo.yaml'], DIALECTS),
  define('lo-config', 'configuration of LO', ['lo.yaml']),
  define('co-config', 'configuration of CO', ['co.yaml']),
];

const SCHEMAS = fileURLToPath(new URL('../../../../../schemas/json/', import.meta.url));

/** The text of a schema as an editor takes it: one file that refers to no other, since nobody serves those. */
export async function readEditorSchema({ parts, description }: EditorSchema): Promise<string> {
  const bundle = await bundleSchemas(parts);
  const [only, ...others] = parts;
  const title = others.length === 0 ? bundle.get(only ?? '')?.['title'] : undefined;
  const body = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...(title === undefined ? {} : { title }),
    description,
    ...(others.length === 0
      ? { allOf: [{ $ref: `#/$defs/${only}` }] }
      : { anyOf: parts.map((part) => ({ $ref: `#/$defs/${part}` })) }),
    $defs: Object.fromEntries(bundle),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

type Schema = Readonly<Record<string, unknown>>;

/** Schemas by name with all that they refer to, their references turned to where each lies in one document. */
async function bundleSchemas(names: readonly string[]): Promise<ReadonlyMap<string, Schema>> {
  const bundle = new Map<string, Schema>();
  const wanted = [...names];
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (bundle.has(name)) continue;
    const value: unknown = JSON.parse(await readFile(join(SCHEMAS, `${name}.schema.json`), 'utf8'));
    const moved = redirect(value, name, wanted);
    if (!isSchema(moved)) continue;
    // Below another schema it is no document of its own any more, and has no address.
    const { $id, $schema, ...rest } = moved;
    bundle.set(name, rest);
  }
  return bundle;
}

const REFERENCE = /^(?:.*\/)?(?<name>[a-z0-9-]+)\.schema\.json(?:#(?<pointer>.*))?$/u;

/** @param found gets the names of other schemas that are referred to */
function redirect(value: unknown, self: string, found: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => redirect(item, self, found));
  if (!isSchema(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    if (key !== '$ref' || typeof part !== 'string') return [key, redirect(part, self, found)];
    if (part.startsWith('#')) return [key, `#/$defs/${self}${part.slice(1)}`];
    const { name = '', pointer = '' } = REFERENCE.exec(part)?.groups ?? {};
    found.push(name);
    return [key, `#/$defs/${name}${pointer}`];
  });
  return Object.fromEntries(entries);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
