import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t from 'tap';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { editorSchemas } from '../../../src/cli/editor/editor-schemas.ts';
import { makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';

const templates = fileURLToPath(new URL('../../../../../templates/', import.meta.url));

/** The language server of editors, with the schemas that `co schema --write` puts into a folder. */
async function startEditor(folder: string): Promise<LanguageService> {
  const run = await runCli(['schema', '--write', 'schemas', '--json'], { cwd: folder });
  t.equal(run.code, 0, run.stderr);
  t.match(readJson(run), { files: editorSchemas.map(({ file }) => join(folder, 'schemas', file)) });
  const service = getLanguageService({
    schemaRequestService: (uri) => readFile(fileURLToPath(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
  });
  service.configure({
    validate: true,
    hover: true,
    completion: true,
    schemas: editorSchemas.map(({ file, globs }) => ({
      uri: pathToFileURL(join(folder, 'schemas', file)).href,
      fileMatch: [...globs],
    })),
  });
  return service;
}

let version = 0;

/** A document with the cursor where `|` stands. Each is a new version: the server keeps what it read of the one before. */
function open(path: string, text: string) {
  version += 1;
  const at = text.indexOf('|');
  const document = TextDocument.create(
    `file:///repo/${path}`,
    'yaml',
    version,
    at < 0 ? text : text.replace('|', ''),
  );
  return { document, cursor: document.positionAt(Math.max(at, 0)) };
}

t.test('an editor completes, explains and checks every kind of document', async (t) => {
  const editor = await startEditor(t.testdir({}));

  async function complete(path: string, text: string): Promise<ReadonlyMap<string, string>> {
    const { document, cursor } = open(path, text);
    const { items } = await editor.doComplete(document, cursor, false);
    return new Map(
      items.map(({ label, documentation }) => [
        label,
        typeof documentation === 'string' ? documentation : (documentation?.value ?? ''),
      ]),
    );
  }
  async function hover(path: string, text: string): Promise<string> {
    const { document, cursor } = open(path, text);
    return JSON.stringify((await editor.doHover(document, cursor))?.contents ?? '');
  }
  async function check(path: string, text: string) {
    const { document } = open(path, text);
    return (await editor.doValidation(document, false)).map(({ message, range }) => ({
      message,
      line: range.start.line + 1,
    }));
  }

  const site = String(makeSite('oslo', ['edge-01'])['sites/oslo/site.yaml']);
  const desired = await readFile(join(templates, 'infra-repo/sites/example/desiredstate.yaml'), 'utf8');
  const policy = await readFile(join(templates, 'infra-repo/colo.yaml'), 'utf8');
  const lo = await readFile(join(templates, 'site-host/lo.yaml'), 'utf8');
  const margo = await readFile(join(templates, 'apps/hello-world/margo.yaml'), 'utf8');

  const tops: readonly (readonly [string, readonly string[]])[] = [
    ['colo.yaml', ['apiVersion', 'kind', 'spec']],
    ['sites/oslo/site.yaml', ['apiVersion', 'kind', 'metadata', 'spec']],
    ['sites/eu/oslo/desiredstate.yaml', ['apiVersion', 'kind', 'metadata', 'spec']],
    ['apps/x/margo.yaml', ['metadata', 'deploymentProfiles', 'parameters', 'configuration']],
    ['lo.yaml', ['site', 'infra', 'stateDir']],
    ['co.yaml', ['infra', 'dataDir']],
  ];
  for (const [path, keys] of tops) {
    const offered = await complete(path, '|');
    for (const key of keys) t.match(offered.get(key), /\w{3}/, `${path}: ${key} is offered and explained`);
  }
  const inHost = await complete(
    'sites/oslo/site.yaml',
    'apiVersion: colo.dev/v1alpha1\nkind: Site\nmetadata:\n  name: oslo\nspec:\n  hosts:\n    - name: edge-01\n      |\n',
  );
  for (const key of ['address', 'user', 'port', 'capabilities', 'labels', 'parameters']) {
    t.match(inHost.get(key), /\w{3}/, `inside a host: ${key}`);
  }

  const hovers: readonly (readonly [string, string])[] = [
    ['sites/oslo/site.yaml', site.replace('capabilities:', 'capa|bilities:')],
    ['sites/oslo/site.yaml', site.replace('  hosts:', '  ho|sts:')],
    ['sites/oslo/desiredstate.yaml', desired.replace('deployments:', 'deploy|ments:')],
    ['colo.yaml', policy.replace('registries:', 'regis|tries:')],
    ['lo.yaml', lo.replace('stateDir:', 'state|Dir:')],
    ['apps/x/margo.yaml', margo.replace('deploymentProfiles:', 'deployment|Profiles:')],
    ['apps/x/margo.yaml', margo.replace('components:', 'compo|nents:')],
  ];
  for (const [path, text] of hovers)
    t.match(await hover(path, text), /\w{3,} \w+/, `${path}: ${text.match(/\w*\|\w*/)?.[0]}`);

  for (const [path, text] of [
    ['sites/oslo/site.yaml', site],
    ['sites/oslo/desiredstate.yaml', desired],
    ['colo.yaml', policy],
    ['lo.yaml', lo],
    ['apps/x/margo.yaml', margo],
  ] as const) {
    t.strictSame(await check(path, text), [], `${path} of the template is right`);
  }
  const wrong: readonly (readonly [string, string, number])[] = [
    ['sites/oslo/site.yaml', 'apiVersion: colo.dev/v1alpha1\nkind: Sight\n', 2],
    [
      'colo.yaml',
      policy.replace(/^kind: .*$/m, 'kind: Fleet'),
      policy.split('\n').findIndex((line) => line.startsWith('kind:')) + 1,
    ],
    ['lo.yaml', 'site: [oslo]\n', 1],
    [
      'apps/x/margo.yaml',
      margo.replace(/version: .*/, 'version: 1.0'),
      margo.split('\n').findIndex((line) => /^ *version: /.test(line)) + 1,
    ],
  ];
  for (const [path, text, line] of wrong) {
    const found = await check(path, text);
    t.ok(
      found.some((each) => each.line === line),
      `${path}:${line} is marked: ${JSON.stringify(found)}`,
    );
  }
});
