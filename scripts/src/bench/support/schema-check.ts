import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileSchema } from '@colo/schemas/documents/schema';
import { ColoError } from '@colo/schemas/errors';
import { parse } from 'yaml';
import { checkoutRoot } from '../../world/places.ts';

/** `yaml` and one compiled AJV validator a kind of document, with nothing of ours around them. */
export interface SchemaCheck {
  accepts(path: string): boolean;
  /** Throws INTERNAL for a file that does not obey its schema: the fleet of a benchmark is valid. */
  run(path: string, bytes: Uint8Array): void;
}

const SCHEMAS = {
  'colo.yaml': 'fleet-policy',
  'site.yaml': 'site',
  'desiredstate.yaml': 'desired-state',
} as const;

export async function createSchemaCheck(): Promise<SchemaCheck> {
  const validators = new Map<string, (value: unknown) => boolean>();
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const file = join(checkoutRoot, 'schemas/json', `${schema}.schema.json`);
    // trust boundary: a file of this checkout, which `npm run check` holds to be a JSON Schema.
    validators.set(name, compileSchema(JSON.parse(await readFile(file, 'utf8'))));
  }
  const find = (path: string) => validators.get(path.slice(path.lastIndexOf('/') + 1));
  return {
    accepts: (path) => find(path) !== undefined,
    run(path, bytes) {
      const value: unknown = parse(new TextDecoder().decode(bytes));
      if (find(path)?.(value) !== true) throw new ColoError('INTERNAL', `${path} does not obey its schema.`);
    },
  };
}
