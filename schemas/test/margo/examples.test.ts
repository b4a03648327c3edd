import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { chooseProfile } from '../../src/margo/choose-profile.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { makeHost, makeSite } from './fixtures.ts';

/** Published Margo documents of several dialects, kept beside the checkout. */
const folder = fileURLToPath(new URL('../../../../../shared/margo/examples/', import.meta.url));
const options = existsSync(folder) ? {} : { skip: `the Margo examples are not at ${folder}` };

const readable: readonly (readonly [path: string, dialect: string, id: string])[] = [
  ['iea/app1.yaml', 'pr1', 'com-northstartida-hello-world'],
  ['iea/app2.yaml', 'pr1', 'com-northstartida-digitron-orchestrator'],
  ['spec-rc/valid/ApplicationDescription-003-helm_only.yaml', 'rc3', 'com-northstartida-hello-world'],
];

const refused: readonly (readonly [path: string, codes: readonly string[], words: RegExp])[] = [
  ['spec-2024-10/hello-world/margo.yaml', ['MARGO_DIALECT_UNSUPPORTED'], /2024-10/],
  ['spec-2024-10/digitron/margo.yaml', ['MARGO_DIALECT_UNSUPPORTED'], /2024-10/],
  ['spec-2025-02/valid/ApplicationDescription-001.yaml', ['MARGO_DIALECT_UNSUPPORTED'], /2025-02/],
  ['spec-2025-02/valid/ApplicationDescription-002.yaml', ['MARGO_DIALECT_UNSUPPORTED'], /2025-02/],
  [
    'spec-rc/valid/ApplicationDescription-001-compose_only.yaml',
    ['MARGO_DIALECT_UNSUPPORTED'],
    /rc\.1 or rc\.2/,
  ],
  ['sandbox-2025-12/nginx-helm/margo.yaml', ['MARGO_DIALECT_UNSUPPORTED'], /no deployment profile has an id/],
  [
    'sandbox-2025-12/custom-otel-helm-app/margo.yaml',
    ['MARGO_TEMPLATE_LEFT', 'MARGO_TEMPLATE_LEFT'],
    /HELM_REPOSITORY/,
  ],
  [
    'sandbox-2025-12/nextcloud-compose/margo.yaml',
    ['MARGO_DEFAULT_REFUSED', 'MARGO_POINTER_PORTS', 'MARGO_RULE_WORD_UNKNOWN'],
    /nextcloudPort must be at least 1024, is 80/,
  ],
  ['sandbox-2026/application-supplier/margo.yaml', ['DOCUMENT_UNKNOWN_KEY'], /did you mean apiVersion/],
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

for (const [path, codes, words] of refused) {
  t.test(`refuses ${path}`, options, async (t) => {
    const result = read(path);
    const diagnostics = result.ok ? [] : result.diagnostics;

    t.same(
      diagnostics.map(({ code }) => code),
      codes,
    );
    t.match(diagnostics.map(({ message }) => message).join('\n'), words);
  });
}

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
