import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import t from 'tap';
import { writeActualState } from '../../src/documents/actual-state-envelope.ts';
import { readActualState } from '../../src/documents/read-actual-state.ts';
import { readCoConfig } from '../../src/documents/read-co-config.ts';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readEvent } from '../../src/documents/read-event.ts';
import { readFleetPolicy } from '../../src/documents/read-fleet-policy.ts';
import { readLoConfig } from '../../src/documents/read-lo-config.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { compileSchema } from '../../src/documents/schema/compile-schema.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import { samples } from '../fixtures/documents.ts';

const root = new URL('../../../../', import.meta.url);
const folder = new URL('schemas/json/', root);

const all = (await readdir(folder)).filter((name) => name.endsWith('.schema.json'));

/** The schemas of colo's own documents; packages and deployments of a device are Margo's. */
const own = all.filter((name) => !/^(?:margo|application-deployment)-/.test(name));

async function readSchema(name: string): Promise<Record<string, unknown>> {
  const schema: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  return toRecord(schema);
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

interface Node {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every schema within a schema. */
function listNodes(path: string, value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const schema = toRecord(value);
  const maps = ['properties', '$defs'].flatMap((keyword) =>
    Object.entries(toRecord(schema[keyword])).flatMap(([key, each]) =>
      listNodes(`${path}/${keyword}/${key}`, each),
    ),
  );
  const single = ['items', 'additionalProperties', 'propertyNames'].flatMap((keyword) =>
    listNodes(`${path}/${keyword}`, schema[keyword]),
  );
  const choices = ['anyOf', 'oneOf'].flatMap((keyword) =>
    Object.entries(toRecord(schema[keyword])).flatMap(([key, each]) =>
      listNodes(`${path}/${keyword}/${key}`, each),
    ),
  );
  return [{ path, schema }, ...maps, ...single, ...choices];
}

t.test('every schema is one by its own schema, which nobody checks where it is used', async (t) => {
  const ajv = new Ajv({ strict: false });
  for (const name of all)
    t.equal(ajv.validateSchema(await readSchema(name)), true, `${name}: ${ajv.errorsText()}`);
});

t.test('there is a schema for each kind of document', async (t) => {
  t.equal(own.length, 7);
});

t.test('there is a schema for each dialect of packages', async (t) => {
  const dialects = ['2024-10', '2025-02', 'pr1', 'rc2', 'rc3'];

  t.same(
    all.filter((name) => name.startsWith('margo-package-')).sort(),
    dialects.map((dialect) => `margo-package-${dialect}.schema.json`),
  );
  t.same(
    all.filter((name) => name.startsWith('application-deployment-')).sort(),
    ['2025-02', 'pr1', 'rc2', 'rc3'].map((dialect) => `application-deployment-${dialect}.schema.json`),
  );
  const others = [
    ...['2024-10', 'rc2', 'rc3'].map((dialect) => `margo-capabilities-${dialect}`),
    'margo-manifest',
    ...['2024-10', 'pr1', 'rc2', 'rc3'].map((dialect) => `margo-status-${dialect}`),
  ];
  t.same(
    all.filter((name) => /^margo-(?!package-)/.test(name)).sort(),
    others.map((name) => `${name}.schema.json`),
  );
});

for (const name of all) {
  t.test(`${name} compiles in strict mode, and refuses other documents`, async (t) => {
    const validate = compileSchema(await readSchema(name));

    t.equal(validate({}), false);
    t.equal(validate({ apiVersion: 'colo.dev/v1alpha1', kind: 'Other' }), false);
  });

  t.test(`every property of ${name} has a description`, async (t) => {
    const schema = await readSchema(name);
    const definitions = toRecord(schema['$defs']);
    const missing = listNodes('', schema).flatMap(({ path, schema: node }) =>
      Object.entries(toRecord(node['properties'])).flatMap(([key, property]) => {
        const { description, $ref } = toRecord(property);
        const target = toRecord(definitions[String($ref).replace('#/$defs/', '')]);
        return typeof (description ?? target['description']) === 'string' ? [] : [`${path}/${key}`];
      }),
    );

    t.same(missing, []);
  });

  t.test(`every record of ${name} is closed, and every pattern is said in words`, async (t) => {
    const nodes = listNodes('', await readSchema(name));

    const open = nodes.filter(
      ({ schema }) =>
        'properties' in schema && schema['type'] === 'object' && schema['additionalProperties'] !== false,
    );
    const wordless = nodes.filter(
      ({ schema }) =>
        typeof schema['pattern'] === 'string' && typeof schema['patternErrorMessage'] !== 'string',
    );

    t.same(
      open.map(({ path }) => path),
      [],
    );
    t.same(
      wordless.map(({ path }) => path),
      [],
    );
  });

  t.test(`no pattern of ${name} is slow on a long hostile text`, async (t) => {
    const hostile = ['a', ':', '/', '-', '.', '0', 'a/', ' '].map((piece) => `${piece.repeat(200_000)}!`);
    for (const { schema } of listNodes('', await readSchema(name))) {
      const { pattern } = schema;
      if (typeof pattern !== 'string') continue;
      for (const text of hostile) t.equal(typeof new RegExp(pattern, 'u').test(text), 'boolean');
    }
  });
}

t.test('every kind of document is read and written', async (t) => {
  const file = 'x.yaml';
  const readers = {
    Site: (text: string) => readSite(text, { file }),
    DesiredState: (text: string) => readDesiredState(text, { file }),
    Event: (text: string) => readEvent(text, { file }),
    FleetPolicy: (text: string) => readFleetPolicy(text, { file }),
    LocalOrchestrator: (text: string) => readLoConfig(text, { file }),
    CentralOrchestrator: (text: string) => readCoConfig(text, { file }),
  };

  for (const [kind, document] of Object.entries(samples.yaml)) {
    t.equal(document.kind, kind);
    t.same(
      readers[document.kind](writeDocument(document)),
      { ok: true, value: document, warnings: [] },
      kind,
    );
  }
  const state = readActualState(writeActualState(samples.actualState), { file, site: 'eu/berlin' });
  t.same(state, { ok: true, value: samples.actualState, warnings: [] });
  t.same(
    [...Object.keys(readers), 'ActualState'].sort(),
    (await Promise.all(own.map(readSchema)))
      .map((schema) => toRecord(toRecord(schema['properties'])['kind'])['const'])
      .sort(),
  );
});

t.test('generated files are current', async (t) => {
  const script = fileURLToPath(new URL('scripts/generate.mjs', root));

  await t.resolves(promisify(execFile)(process.execPath, [script, '--check']));
});
