import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { chooseProfile } from '../../src/margo/choose-profile.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { makeHost, makeSite, show } from './fixtures.ts';

/** Published Margo documents of several dialects, kept beside the checkout. */
const folder = fileURLToPath(new URL('../../../../../shared/margo/examples/', import.meta.url));
const options = existsSync(folder) ? {} : { skip: `the Margo examples are not at ${folder}` };

const readable: readonly (readonly [path: string, dialect: string, id: string])[] = [
  ['iea/app1.yaml', 'pr1', 'com-northstartida-hello-world'],
  ['iea/app2.yaml', 'pr1', 'com-northstartida-digitron-orchestrator'],
  ['spec-2024-10/digitron/margo.yaml', '2024-10', 'com-northstartida-digitron-orchestrator'],
  ['spec-2025-02/valid/ApplicationDescription-001.yaml', '2025-02', 'com-northstartida-hello-world'],
  [
    'spec-2025-02/valid/ApplicationDescription-002.yaml',
    '2025-02',
    'com-northstartida-digitron-orchestrator',
  ],
  [
    'spec-rc/valid/ApplicationDescription-001-compose_only.yaml',
    'rc2',
    'com-northstartida-digitron-orchestrator',
  ],
  ['spec-rc/valid/ApplicationDescription-003-helm_only.yaml', 'rc3', 'com-northstartida-hello-world'],
];

const refused: readonly (readonly [path: string, faults: readonly string[], words: RegExp])[] = [
  ['spec-2024-10/hello-world/margo.yaml', ['7:12 DOCUMENT_UNQUOTED'], /YAML reads 1\.0 as the number 1/],
  [
    'sandbox-2025-12/nginx-helm/margo.yaml',
    [124, 125, 129, 130, 137, 143].map((line) => `${line}:7 MARGO_RULE_WORD_UNKNOWN`),
    /rules have no word minimum/,
  ],
  [
    'sandbox-2025-12/custom-otel-helm-app/margo.yaml',
    ['27:23 MARGO_TEMPLATE_LEFT', '28:21 MARGO_TEMPLATE_LEFT'],
    /HELM_REPOSITORY/,
  ],
  [
    'sandbox-2025-12/nextcloud-compose/margo.yaml',
    ['52:12 MARGO_DEFAULT_REFUSED', '54:18 MARGO_POINTER_PORTS', '101:7 MARGO_RULE_WORD_UNKNOWN'],
    /nextcloudPort must be at least 1024, is 80/,
  ],
  ['sandbox-2026/application-supplier/margo.yaml', ['1:1 DOCUMENT_UNKNOWN_KEY'], /did you mean apiVersion/],
];

function read(path: string): ReturnType<typeof readPackage> {
  return readPackage(readFileSync(`${folder}${path}`, 'utf8'), { file: path });
}

for (const [path, dialect, id] of readable) {
  t.test(`reads ${path}`, options, async (t) => {
    const result = read(path);

    t.match(result, { ok: true, value: { dialect, id } });
  });
}

for (const [path, faults, words] of refused) {
  t.test(`refuses ${path}`, options, async (t) => {
    const result = read(path);
    const diagnostics = result.ok ? [] : result.diagnostics;

    t.same(show(diagnostics), faults);
    t.match(diagnostics.map(({ message }) => message).join('\n'), words);
  });
}

t.test('every application description among the examples has a verdict', options, async (t) => {
  const judged = new Set([...readable, ...refused].map(([path]) => path));
  const descriptions = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /^deploymentProfiles:/m.test(readFileSync(path, 'utf8')))
    .map((path) => relative(folder, path));

  t.same(descriptions.sort(), [...judged].sort());
});

t.test('the published otel example is dangling once its placeholders are filled in', options, async (t) => {
  const text = readFileSync(`${folder}sandbox-2025-12/custom-otel-helm-app/margo.yaml`, 'utf8');
  const result = readPackage(text.replace(/\{\{\w+\}\}/g, '"oci://example.com/1"'), { file: 'margo.yaml' });

  t.match(result, {
    ok: false,
    diagnostics: [{ code: 'MARGO_TARGET_DANGLING', message: /otel-demo is a profile, not a component/ }],
  });
});

t.test('a helm application is refused for a host that offers compose alone', options, async (t) => {
  const result = read('iea/app1.yaml');
  const host = makeHost({ runtimes: ['process', 'compose'] });

  if (!result.ok) throw new Error('app1 is readable');
  t.same(chooseProfile(result.value, host, makeSite(host)), {
    ok: false,
    unmet: [
      'profile com-northstartida-hello-world-helm.v3-a needs runtime helm; host edge-01 offers compose, process',
    ],
  });
});

t.test('the second example fits a compose host, though its helm profile needs more', options, async (t) => {
  const result = read('iea/app2.yaml');
  const host = makeHost({ runtimes: ['compose', 'helm'] });

  if (!result.ok) throw new Error('app2 is readable');
  t.match(chooseProfile(result.value, host, makeSite(host)), { ok: true, profile: { type: 'compose' } });
});
