import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import t from 'tap';
import { parseAllDocuments } from 'yaml';
import { compileSchema, type JsonSchema } from '../../../src/documents/schema/compile-schema.ts';
import { writeDocument } from '../../../src/documents/write-document.ts';
import type { Deployment } from '../../../src/generated/desired-state.ts';
import type { MargoTarget } from '../../../src/margo/convert/margo-target.ts';
import { exportDeployments } from '../../../src/margo/deployment/export-deployments.ts';
import { isRecord } from '../../../src/margo/is-record.ts';
import { chart, commit, compose, digest, file, makeState, mustExport, show, toStream } from './fixtures.ts';

const derived = new URL('../../../../../../shared/margo/schema/derived/', import.meta.url);
const options = existsSync(derived) ? {} : { skip: 'the Margo schemas do not lie beside this checkout' };

function losses(deployment: Deployment, to?: MargoTarget): readonly string[] {
  const text = writeDocument(makeState(deployment));
  const result = exportDeployments(text, to === undefined ? { file } : { file, to });
  return result.ok ? ['ok'] : show(result.diagnostics);
}

t.test('a deployment is one document for each host, with the parameters of that host', async (t) => {
  const exported = mustExport(makeState(chart), { to: 'rc3' });

  t.same(
    exported.map(({ host }) => host),
    ['edge-01', 'edge-02'],
  );
  t.equal(
    exported[1]?.text,
    `# yaml-language-server: $schema=https://colo.dev/schemas/v1alpha1/application-deployment-rc3.schema.json
id: "${exported[1]?.id}"
metadata:
  name: hello-edge-02
  namespace: colo
  deviceId: edge-02
  annotations:
    colo.dev/site: eu/berlin
    colo.dev/deployment-id: "5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f"
    colo.dev/version: "1.0"
    colo.dev/source-repository: acme/apps
    colo.dev/source-path: apps/hello
    colo.dev/source-commit: "${commit}"
    colo.dev/source-digest: "${digest}"
    colo.dev/profile: hello-helm
    colo.dev/overrides: "{\\"greeting\\":\\"Hello\\"}"
    colo.dev/shared-values: "{\\"greeting\\":\\"Hello\\"}"
    colo.dev/timeouts: "{\\"chart\\":\\"90s\\"}"
    colo.dev/track: "^1.0"
    colo.dev/hold-reason: "rolled back: see #7"
    colo.dev/hold-by: octocat
spec:
  applicationId: hello
  deploymentProfile:
    type: helm
    components:
      - name: chart
        properties:
          repository: "oci://registry.example.com/hello"
          revision: "1.0.0_b.1"
          timeout: "1m30s"
  parameters:
    greeting:
      value: Moin
      targets:
        - pointer: global.greeting
          components:
            - chart
`,
  );
  t.match(exported[0]?.text, 'value: Hello');
  t.notMatch(exported[0]?.text, 'shared-values');
});

t.test('pr1 has its ids in annotations, and variables with their prefix', async (t) => {
  const [exported] = mustExport(makeState(compose), { to: 'pr1' });

  t.match(exported?.text, 'apiVersion: application.margo.org/v1alpha1\nkind: ApplicationDeployment\n');
  t.match(
    exported?.text,
    `    id: "${exported?.id}"\n    applicationId: web\n    colo.dev/site: eu/berlin\n`,
  );
  t.match(exported?.text, 'colo.dev/host: edge-01\n');
  t.match(exported?.text, '- pointer: ENV.PORT\n');
  t.match(mustExport(makeState(chart), { to: 'pr1' })[0]?.text, 'type: helm.v3\n');
});

t.test('the id of a document is its own, and the same every time', async (t) => {
  const [first, second] = mustExport(makeState(chart));

  t.equal(first?.id, '61298537-1621-5b09-839e-3e363d6063a7');
  t.not(first?.id, second?.id);
  t.equal(first?.deploymentId, chart.id);
});

t.test('without a dialect, each deployment is written in the newest that has a place for it', async (t) => {
  const exported = mustExport(makeState(chart, compose));

  t.same(
    exported.map(({ applicationId, dialect }) => [applicationId, dialect]),
    [
      ['hello', 'rc3'],
      ['hello', 'rc3'],
      ['web', 'pr1'],
    ],
  );
});

t.test('one host, one application', async (t) => {
  const desired = makeState(chart, compose);

  t.same(
    mustExport(desired, { host: 'edge-01' }).map(({ applicationId }) => applicationId),
    ['hello', 'web'],
  );
  t.same(
    mustExport(desired, { application: 'hello', host: 'edge-02' }).map(({ host }) => host),
    ['edge-02'],
  );
});

t.test('what has no place in the dialect is named at its line, and nothing is written', async (t) => {
  const place = `${file}:23:15 error MARGO_NOT_CARRIED:`;
  const [component] = compose.profile.components;
  const artifact = { repository: 'oci://registry.example.com/web', revision: '1.0.0' };
  function withProperties(properties: Readonly<Record<string, unknown>>): Deployment {
    const components = [{ name: component?.name ?? '', properties: { ...properties } }];
    return { ...compose, profile: { ...compose.profile, components } };
  }

  t.match(losses(compose, 'rc3'), [
    `${place} rc3 has no packageLocation for the compose component web: it takes compose from OCI registries alone`,
  ]);
  t.match(losses(withProperties(artifact), 'pr1'), [
    `${place} pr1 has no repository for the compose component web`,
    `${file}:24:15 error MARGO_NOT_CARRIED: pr1 has no revision for the compose component web`,
  ]);
  t.same(losses(withProperties(artifact)), ['ok']);
  t.match(losses(withProperties({ packageLocation: 'a', color: 'red' }), 'pr1'), [
    /:23:15 error MARGO_NOT_CARRIED: pr1 has no place for this: .*no key color/,
  ]);
  t.match(losses(withProperties({ packageLocation: 'a', timeout: 'soon' }), 'pr1'), [
    /:24:24 error MARGO_NOT_CARRIED: pr1 has no place for this: .*timeout must be a time/,
  ]);
  t.match(losses({ ...compose, profile: { ...compose.profile, type: 'wasm' } }), [
    /:19:15 error MARGO_NOT_CARRIED: rc3 has no place for this: .*type must be one of/,
  ]);
  const targets = [{ pointer: 'ENV.PORT', components: ['web'] }];
  t.match(losses({ ...withProperties(artifact), parameters: { port: { value: 1, targets } } }, 'rc3'), [
    /:29:24 error MARGO_NOT_CARRIED: rc3 reads ENV\.PORT as the variable without ENV\./,
  ]);
});

t.test('a desired state that is not valid is refused as such', async (t) => {
  const text = writeDocument(makeState(chart));

  t.match(exportDeployments(text.replace('version: "1.0"', 'version: 1.0'), { file }), {
    ok: false,
    diagnostics: [{ file, line: 9, column: 16 }],
  });
  t.match(exportDeployments(text, { file, site: 'paris' }), { ok: false });
});

for (const dialect of ['pr1', 'rc3'] as const) {
  t.test(
    `what goes out as ${dialect} obeys the schema that lies beside the specification`,
    options,
    async (t) => {
      const name = `application-deployment.${dialect}.schema.json`;
      const schema: unknown = JSON.parse(await readFile(new URL(name, derived), 'utf8'));
      if (!isRecord(schema)) throw new Error('no schema');
      const artifact = { repository: 'oci://registry.example.com/web', revision: '1.0.0' };
      const components = [{ name: 'web', properties: artifact }];
      const web = dialect === 'pr1' ? compose : { ...compose, profile: { ...compose.profile, components } };
      const validate = compileSchema(withoutForeign(schema));
      const documents = parseAllDocuments(toStream(mustExport(makeState(chart, web), { to: dialect })));

      t.equal(documents.length, 3);
      for (const document of documents) {
        const value: unknown = document.toJS();
        validate(dialect === 'pr1' ? withoutOwnAnnotations(value) : value);
        t.same(validate.errors, null);
      }
      t.equal(validate({}), false);
    },
  );
}

/** Newer than our validator's draft in name alone. */
function withoutForeign(schema: JsonSchema): JsonSchema {
  const { $schema, $comment, ...rest } = schema;
  t.ok($schema && $comment);
  return rest;
}

/** That schema of pr1 closes annotations; Margo's text does not. */
function withoutOwnAnnotations(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, each: unknown) =>
    key.startsWith('colo.dev/') ? undefined : each,
  );
}
