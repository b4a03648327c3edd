import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { listComponentFiles } from '../../src/margo/list-component-files.ts';
import type { PackageContent } from '../../src/margo/package-content.ts';
import { makeContent, mustRead } from './fixtures.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

const packages = [
  ['templates/apps/hello-world', '1.0', ['web', 'banner']],
  ['templates/apps/hello-world-1.1', '1.1', ['web', 'clock']],
  ['scripts/fixtures/hello-world-broken', '1.2', ['web', 'clock']],
] as const;

function readFolder(folder: string): PackageContent {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return makeContent(
    Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
  );
}

for (const [path, version, components] of packages) {
  t.test(`${path} is a good package`, async (t) => {
    const content = readFolder(join(root, path));
    const pkg = mustRead(content.readText('margo.yaml') ?? '');

    t.same([pkg.id, pkg.version], ['hello-world', version]);
    t.same(checkPackageContent(pkg, content, { file: 'margo.yaml' }), []);
    t.same(
      pkg.profiles.map((profile) => [profile.type, ...profile.components.map((component) => component.name)]),
      [
        ['compose', ...components],
        ['process', ...components],
      ],
    );
  });

  t.test(`every file of ${path} but its description belongs to one component`, async (t) => {
    const content = readFolder(join(root, path));
    const pkg = mustRead(content.readText('margo.yaml') ?? '');
    const files = pkg.profiles.flatMap(({ type, components: list }) =>
      list.flatMap((component) =>
        listComponentFiles({ type, ...component }, content).map((file) => file.path),
      ),
    );

    t.same(
      files.sort(),
      content.files.map((file) => file.path).filter((file) => file !== 'margo.yaml' && file !== 'README.md'),
    );
  });
}
