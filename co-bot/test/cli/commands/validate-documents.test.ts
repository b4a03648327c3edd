import { join } from 'node:path';
import t from 'tap';
import type { Files } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/write-files.ts';

const shop = '0b0e7f0c-31a4-4b7e-9d5c-6f1b8e2a9d10';

const files: Files = {
  'status.json': `{ "deploymentId": "${shop}", "adoptedManifestVersion": 2,\n  "status": { "state": "installed" },\n  "components": [{ "name": "web", "state": "installed" }] }\n`,
  'manifest-9.json': '{ "manifestVersion": 9, "bundle": null, "deployments": [] }\n',
  'manifest-10.json': '{ "manifestVersion": 10,\n  "bundle": null, "deployments": [] }\n',
  'kind.yaml': 'kind: Deploymentstatus\n',
  'service.yaml': 'apiVersion: v1\nkind: Service\n',
  'values.yaml': 'replicas: 1\n',
  'notes.txt': 'kind: Site\n',
  'template.yaml': 'kind: DeploymentStatus\ndeploymentId: {{ID}}\n',
  'chart/values.yaml': 'image: {{IMAGE}}\n',
};

t.test('a status, named by its shape, and its dialect', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, files);

  const run = await runCli(['validate', 'status.json', 'manifest-9.json', '--json'], { cwd: folder });

  t.equal(run.code, 0, run.stdout);
  t.match(readJson(run), {
    checked: [
      { what: `DeploymentStatus of ${shop}, dialect rc3` },
      { what: 'DesiredStateManifest version 9' },
    ],
  });
});

t.test('versions of state manifests grow in the order in which they are named', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, files);

  const forward = await runCli(['validate', 'manifest-9.json', 'manifest-10.json'], { cwd: folder });
  const back = await runCli(['validate', 'manifest-10.json', 'manifest-9.json'], { cwd: folder });
  const same = await runCli(['validate', 'manifest-9.json', 'manifest-9.json'], { cwd: folder });

  t.equal(forward.code, 0, forward.stdout);
  t.equal(same.code, 0, same.stdout);
  t.equal(back.code, 1);
  t.match(back.stdout, /^manifest-9\.json:1:22: error MARGO_MANIFEST_VERSION: .* is 9, but .* is 10/m);
});

t.test('an unknown kind is a fault of the document, with the nearest kind', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, files);

  const near = await runCli(['validate', 'kind.yaml'], { cwd: folder });
  const far = await runCli(['validate', 'service.yaml'], { cwd: folder });
  const none = await runCli(['validate', 'values.yaml'], { cwd: folder });

  t.equal(near.code, 1);
  t.match(near.stdout, /^kind\.yaml:1:7: error DOCUMENT_KIND_UNKNOWN: .*did you mean DeploymentStatus\?/m);
  t.equal(far.code, 1);
  t.match(
    far.stdout,
    /^service\.yaml:2:7: error DOCUMENT_KIND_UNKNOWN: there is no kind Service\. Fix: Write one of /m,
  );
  t.match(far.stdout, /DesiredStateManifest, Site, DesiredState/);
  t.equal(none.code, 65);
  t.match(none.stderr, /CLI_INPUT_MISSING: .* is not a document of colo or Margo/);
});

t.test('placeholders without quotes are named, not the broken YAML that they make', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, files);

  const run = await runCli(['validate', 'template.yaml'], { cwd: folder });

  t.match(run.stdout, /^template\.yaml:2:15: error MARGO_TEMPLATE_LEFT: /m);
  t.match(run.stdout, /^1 error in /m);
});

t.test('a folder of documents: what is ours is checked, all else passed over', async (t) => {
  const folder = t.testdir();
  await writeFiles(join(folder, 'documents'), files);

  const run = await runCli(['validate', 'documents', '--json'], { cwd: folder });

  t.equal(run.code, 1);
  t.match(readJson(run), {
    errors: 2,
    checked: [{ path: 'documents', what: '5 documents' }],
    diagnostics: [
      { file: 'documents/kind.yaml', code: 'DOCUMENT_KIND_UNKNOWN' },
      { file: 'documents/template.yaml', code: 'MARGO_TEMPLATE_LEFT' },
    ],
  });
});

t.test('a folder without any document is refused', async (t) => {
  const folder = t.testdir();
  await writeFiles(join(folder, 'documents'), {
    'values.yaml': 'replicas: 1\n',
    'service.yaml': 'kind: Service\n',
  });

  const run = await runCli(['validate', 'documents'], { cwd: folder });

  t.equal(run.code, 65);
  t.match(run.stderr, /CLI_INPUT_MISSING: .*documents holds nothing that colo knows/);
});

t.test('a deployment, its status and its package are compared, each at its own place', async (t) => {
  const folder = t.testdir();
  const profile =
    '{ type: compose, components: [{ name: web, properties: { packageLocation: https://x.test/w } }] }';
  await writeFiles(folder, {
    'in/deployment.yaml': `id: ${shop}\nmetadata: { name: x, namespace: x, annotations: { applicationId: shop } }\nspec: { deploymentProfile: ${profile} }\n`,
    'out/status.json': `{ "deploymentId": "${shop}", "adoptedManifestVersion": 2,\n  "status": { "state": "installed" },\n  "components": [{ "name": "db", "state": "installed" }] }\n`,
    'app/margo.yaml': `apiVersion: margo.org/v1-alpha1\nkind: ApplicationDescription\nid: till\nmetadata: { name: x, version: "1.0", catalog: { organization: [{ name: x }] } }\ndeploymentProfiles:\n  - { id: a, ${profile.slice(2)}\n`,
  });

  const alone = await runCli(['validate', 'in/deployment.yaml', 'out/status.json', '--json'], {
    cwd: folder,
  });
  const all = await runCli(['validate', 'app/margo.yaml', 'in/deployment.yaml'], { cwd: folder });

  t.match(readJson(alone), {
    errors: 2,
    diagnostics: [
      { file: 'out/status.json', line: 3, column: 28, code: 'MARGO_STATUS_COMPONENT_UNKNOWN' },
      { file: 'out/status.json', line: 3, column: 17, code: 'MARGO_STATUS_COMPONENT_MISSING' },
    ],
  });
  t.match(
    all.stdout,
    /^in\/deployment\.yaml:2:\d+: error MARGO_APPLICATION_MISMATCH: .* of shop, .* of till/m,
  );
});

t.test('a compose file alone is held to the Compose Specification', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, {
    'good.yaml':
      'x-base: &base { restart: always }\nservices:\n  web:\n    <<: *base\n    image: nginx\n    env_file: web.env\n',
    'bad.yaml': 'services:\n  web:\n    imge: nginx\n    env_file: ../web.env\n',
  });

  const good = await runCli(['validate', 'good.yaml'], { cwd: folder });
  const bad = await runCli(['validate', 'bad.yaml'], { cwd: folder });

  t.equal(good.code, 0, good.stdout);
  t.match(good.stdout, /good\.yaml \(compose file\)/);
  t.equal(bad.code, 1);
  t.match(bad.stdout, /^bad\.yaml:3:5: error MARGO_COMPOSE_INVALID: .*did you mean image\?/m);
  t.match(bad.stdout, /^bad\.yaml:4:15: error MARGO_COMPOSE_OUTSIDE: /m);
});
