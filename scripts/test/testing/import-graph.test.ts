import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { readImportGraph } from '../../src/testing/import-graph.ts';
import { reachedBy, sortNearestFirst } from '../../src/testing/reached-by.ts';

const INF = Number.POSITIVE_INFINITY;

function manifest(name: string, exports: object = {}): string {
  return JSON.stringify({ name, exports });
}

/** Two workspaces, one of them below a folder of workspaces, with every way in which a file can lead to another. */
function makeTree(t: Test): string {
  return t.testdir({
    'package.json': JSON.stringify({ workspaces: ['lib', 'packages/*'] }),
    'NOTES.txt': '',
    docs: { 'lib.md': 'See [deep](../lib/src/deep.ts#x) and [Git](https://git-scm.com).', 'other.md': '' },
    templates: { one: { 'a.yaml': '' }, two: { 'b.yaml': '', 'c.yaml': '' } },
    lib: {
      'package.json': manifest('@colo/lib', {
        '.': { types: './dist/src/index.d.ts', default: './dist/src/index.js' },
        './shapes/*': { types: './dist/src/shapes/*.d.ts', default: './dist/src/shapes/*.js' },
        './shapes/hidden/*': null,
      }),
      runner: { 'base.sh': '' },
      src: {
        'index.ts': "export { deep } from './deep.ts';\nexport type { Only } from './only.ts';\n",
        'deep.ts': "// import './commented.ts'\nexport const deep = 1 / 2 / 3;\n",
        'only.ts': 'export interface Only {}\n',
        'commented.ts': '',
        'late.ts': '',
        'worker.ts': "import './in-worker.ts';\n",
        'in-worker.ts': '',
        shapes: { 'round.ts': '', hidden: { 'x.ts': '' } },
        generated: {
          'runner.ts': '// Generated from lib/runner by lib/make.mjs. Do not edit.\nexport {};\n',
        },
      },
      test: {
        'deep.test.ts': "import { deep } from '../src/deep.ts';\n",
        'late.test.ts': 'const late = await import("../src/late.ts");\n',
        'worker.test.ts': "new Worker(new URL('../src/worker.js', import.meta.url), {});\n",
        'runner.test.ts': "import '../src/generated/runner.ts';\n",
        'template.test.ts': [
          "const root = new URL('../../../', import.meta.url);",
          'read(`${root}docs/other.md`, `templates/two/${name}.yaml`, /[`\'"]/.test(x));',
          "read(join(root, 'templates', 'one', 'a.yaml'));",
        ].join('\n'),
      },
      'make.mjs': "import './dist/src/late.js';\n",
    },
    packages: {
      app: {
        'package.json': manifest('@colo/app'),
        bin: { 'app.js': "#!/usr/bin/env node\nimport { main } from '../dist/src/main.js';\n" },
        src: {
          'main.ts': "import type { deep } from '@colo/lib';\nimport '@colo/lib/shapes/round';\nexport {};\n",
        },
        test: {
          'app.test.ts': "const bin = fileURLToPath(new URL('../../bin/app.js', import.meta.url));\n",
          'tree.test.ts': 'for (const each of workspaces) await readdir(`${root}${each}/src`);\n',
          'help.ts': '',
        },
      },
    },
  });
}

const CASES: readonly (readonly [string, string, Readonly<Record<string, number>>])[] = [
  ['an import', 'lib/src/late.ts', { 'lib/test/late.test.ts': 1, 'lib/test/runner.test.ts': 3 }],
  ['types alone', 'lib/src/only.ts', { 'packages/app/test/app.test.ts': INF }],
  [
    'an export with a pattern, below a program',
    'lib/src/shapes/round.ts',
    { 'packages/app/test/app.test.ts': 3 },
  ],
  ['an import in a comment', 'lib/src/commented.ts', {}],
  ['a thread', 'lib/src/in-worker.ts', { 'lib/test/worker.test.ts': 2 }],
  ['a source of what is generated', 'lib/runner/base.sh', { 'lib/test/runner.test.ts': INF }],
  ['a part of a template', 'docs/other.md', { 'lib/test/template.test.ts': 1 }],
  ['parts of a path', 'templates/one/a.yaml', { 'lib/test/template.test.ts': 1 }],
  ['a folder', 'templates/two/c.yaml', { 'lib/test/template.test.ts': INF }],
  ['a file that is gone from a folder', 'templates/two/gone.yaml', { 'lib/test/template.test.ts': INF }],
  ['a page that no test reads', 'docs/lib.md', {}],
  ['a test itself', 'lib/test/deep.test.ts', { 'lib/test/deep.test.ts': 0 }],
  ['a helper that no test imports', 'packages/app/test/help.ts', {}],
];

t.test('the tests that reach a file are found, with their distance', async (t) => {
  const graph = readImportGraph(makeTree(t));
  for (const [name, file, expected] of CASES) {
    const reached = new Map(reachedBy(graph, [file]));
    if (/\/src\//.test(file)) t.ok(reached.delete('packages/app/test/tree.test.ts'), 'reads all sources');
    t.strictSame(Object.fromEntries(reached), expected, name);
  }
});

t.test('what concerns everything, and what no rule can place, means all tests', async (t) => {
  const graph = readImportGraph(makeTree(t));
  for (const file of ['package.json', 'lib/package.json', 'lib/tsconfig.json', 'NOTES.txt', 'x/gone']) {
    t.same([...reachedBy(graph, [file]).keys()].sort(), graph.tests, file);
  }
  t.equal(reachedBy(graph, []).size, 0);
});

t.test('the nearest of several changed files counts, and the nearest test is first', async (t) => {
  const graph = readImportGraph(makeTree(t));
  const reached = reachedBy(graph, ['lib/src/late.ts', 'lib/src/deep.ts', 'lib/test/runner.test.ts']);

  t.equal(reached.get('lib/test/runner.test.ts'), 0);
  t.same(sortNearestFirst(reached), [
    'lib/test/runner.test.ts',
    'lib/test/deep.test.ts',
    'lib/test/late.test.ts',
    'packages/app/test/app.test.ts',
    'packages/app/test/tree.test.ts',
  ]);
});

/** `file <- test`: in one text, which is no path, so that this test does not count as one that reads these files. */
const REAL: readonly string[] = [
  'schemas/src/diff/decide-component.ts <- schemas/test/diff/compute-host-diff.test.ts',
  'schemas/src/diff/decide-component.ts <- lo-daemon/test/site/transitions.test.ts',
  'docs/cli.md <- co-bot/test/cli/program/contract.test.ts',
  'docs/lo.md <- lo-daemon/test/docs/lo-page.test.ts',
  'templates/app.yml <- co-bot/test/contract/app-manifest.test.ts',
  'lo-daemon/runner/act.sh <- lo-daemon/test/node/node-faults.test.ts',
  'co-bot/bin/co.js <- co-bot/test/cli/program/contract.test.ts',
  'scripts/generate.mjs <- schemas/test/contract/json-schemas.test.ts',
  'scripts/fixtures/hello-world-broken/margo.yaml <- schemas/test/margo/own-packages.test.ts',
  'schemas/json/site.schema.json <- schemas/test/contract/json-schemas.test.ts',
  'co-bot/src/cli/validate/sites-thread.ts <- co-bot/test/cli/commands/validate.test.ts',
];

t.test('in this repository', async (t) => {
  const graph = readImportGraph(fileURLToPath(new URL('../../../../', import.meta.url)));
  for (const pair of REAL) {
    const [file = '', test = ''] = pair.split(' <- ');
    t.ok(graph.tree.files.has(file), `${file} is there`);
    t.ok(reachedBy(graph, [file]).has(test), `${file} is reached by ${test}`);
  }
  t.equal(reachedBy(graph, ['scripts/test.mjs']).size, graph.tests.length);
  const [far = '', test = ''] = 'co-bot/src/cli/main.ts <- schemas/test/diff/compute-host-diff.test.ts'.split(
    ' <- ',
  );
  t.notOk(reachedBy(graph, [far]).has(test));
});
