import t from 'tap';
import { listComponentFiles } from '../../src/margo/list-component-files.ts';
import { loadPackage } from '../../src/validate/load-package.ts';
import { loadPackageContent } from '../../src/validate/load-package-content.ts';
import { makeTarGz, type RawEntry } from '../fixtures/make-tar.ts';
import { createMemoryRepo, type MemoryEntry } from '../fixtures/memory-repo.ts';
import { edit, pr1Text } from './fixtures.ts';

const IMAGE = `docker.io/library/busybox:1.36@sha256:${'0'.repeat(64)}`;
const COMPOSE = `services:\n  web:\n    image: ${IMAGE}\n    environment: [GREETING, PORT]\n`;
const MARGO = edit(pr1Text, './web/compose.yaml', './web.tar.gz');

async function check(
  web: MemoryEntry,
  margo = MARGO,
  more: Readonly<Record<string, MemoryEntry>> = {},
): Promise<readonly string[]> {
  const files = { 'margo.yaml': margo, 'web.tar.gz': web, 'program/server.mjs': '', ...more };
  const tree = Object.fromEntries(
    Object.entries(files).map(([path, entry]) => [`apps/hello/${path}`, entry]),
  );
  const { diagnostics } = await loadPackage(createMemoryRepo(tree), 'apps/hello');
  return diagnostics
    .filter(({ code }) => code !== 'MARGO_CHART_UNPINNED' && code !== 'MARGO_TARGET_UNUSED')
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}

function checkEntries(entries: readonly RawEntry[]): Promise<readonly string[]> {
  return check(makeTarGz(entries));
}

t.test('a compose file at the top of an archive, or in its only folder, is found', async (t) => {
  t.same(await checkEntries([{ path: 'compose.yaml', content: COMPOSE }]), []);
  t.same(await checkEntries([{ path: 'web/compose.yaml', content: COMPOSE }, { path: 'web/x' }]), []);
  for (const paths of [['web/compose.yaml', 'README'], ['docker-compose.yml'], ['a/b/compose.yaml']]) {
    t.match(await checkEntries(paths.map((path) => ({ path, content: COMPOSE }))), [
      /^apps\/hello\/margo\.yaml:23:28 MARGO_LOCATION_INVALID .* is an archive without compose\.yaml/,
    ]);
  }
});

t.test('what is in an archive is judged by the rules of a package, at its place', async (t) => {
  const privileged = `${COMPOSE}    privileged: true\n`;
  t.match(await checkEntries([{ path: 'web/compose.yaml', content: privileged }]), [
    /^apps\/hello\/web\.tar\.gz\/web\/compose\.yaml:5:\d+ MARGO_COMPOSE_PRIVILEGED /,
  ]);
  t.match(await checkEntries([{ path: 'compose.yaml', content: COMPOSE.replace('image:', 'imagee:') }]), [
    /^apps\/hello\/web\.tar\.gz\/compose\.yaml:3:5 MARGO_COMPOSE_INVALID /,
  ]);
  const outside = `${COMPOSE}    env_file: ../web.env\n`;
  t.match(
    await check(makeTarGz([{ path: 'compose.yaml', content: outside }]), MARGO, { 'web.env': 'A=1\n' }),
    [/web\.tar\.gz\/compose\.yaml:5:\d+ MARGO_COMPOSE_OUTSIDE /],
  );
  const variable = `${COMPOSE}    hostname: "\${NAME_X}"\n`;
  t.match(await checkEntries([{ path: 'compose.yaml', content: variable }]), [
    /web\.tar\.gz\/compose\.yaml:5:\d+ MARGO_COMPOSE_VARIABLE_UNSET /,
  ]);
});

t.test('an archive that cannot be opened is a fault once, however many components name it', async (t) => {
  const twice = MARGO.replace('./program', './web.tar.gz');
  const hostile = makeTarGz([
    { path: 'compose.yaml', content: COMPOSE },
    { path: 'l', type: '2' },
  ]);

  t.same(await check(hostile, twice), [
    'apps/hello/web.tar.gz/l:1:1 MARGO_ARCHIVE_ENTRY l in the archive apps/hello/web.tar.gz is a symbolic link',
  ]);
  t.match(await check('no archive'), [/^apps\/hello\/web\.tar\.gz:1:1 MARGO_ARCHIVE_UNREADABLE /]);
});

t.test('a program may be in an archive, as .tgz and .tar too', async (t) => {
  const bytes = makeTarGz([{ path: 'server.mjs' }]);
  for (const name of ['bin/program.tgz', 'program.tar']) {
    const text = pr1Text.replace('./program', `./${name}`).replace('./web/compose.yaml', './compose.yaml');
    t.same(await check('', text, { [name]: bytes, 'compose.yaml': COMPOSE }), [], name);
  }
});

t.test('other archives of a package are data, whatever is in them', async (t) => {
  const text = edit(pr1Text, './web/compose.yaml', './compose.yaml');
  const hostile = makeTarGz([{ path: '../x' }]);

  t.same(await check('', text, { 'compose.yaml': COMPOSE, 'program/data.tar.gz': hostile }), []);
});

t.test(
  'an archive of another kind, or by an escaped name, is refused and the fix says what to do',
  async (t) => {
    const zip = edit(pr1Text, './web/compose.yaml', './web.zip');
    t.match(await check('', zip, { 'web.zip': 'PK' }), [
      /MARGO_LOCATION_INVALID .* an archive that colo does not unpack/,
    ]);
    const escaped = edit(pr1Text, './web/compose.yaml', '"./web\\u002etar.gz"');
    t.match(await check(makeTarGz([{ path: 'compose.yaml', content: COMPOSE }]), escaped), [
      /MARGO_LOCATION_INVALID .* does not name its archive as it is called/,
    ]);
  },
);

t.test('the files of a component in an archive are the archive', async (t) => {
  const bytes = makeTarGz([{ path: 'compose.yaml', content: COMPOSE }]);
  const loaded = await loadPackageContent(createMemoryRepo({ 'margo.yaml': MARGO, 'web.tar.gz': bytes }), '');
  if (!loaded.ok) throw new Error('was refused');
  const component = { name: 'web', type: 'compose', properties: { packageLocation: './web.tar.gz' } };

  t.same(
    listComponentFiles(component, loaded.value).map(({ path }) => path),
    ['web.tar.gz'],
  );
});
