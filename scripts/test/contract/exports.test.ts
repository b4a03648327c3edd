import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { root, WORKSPACES } from '../docs/pages.ts';
import { listSubpaths } from '../support/list-subpaths.ts';

/** The code of a workspace, by path from the root of the repository. */
async function readCode(workspace: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await readdir(root + workspace, { recursive: true }))
    .filter((path) => /\.(?:ts|mjs|js)$/.test(path) && !/(?:^|\/)(?:dist|node_modules|\.tap)\//.test(path))
    .map((path) => join(workspace, path));
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, string]> => [path, await readFile(root + path, 'utf8')]),
    ),
  );
}

/** Names between the braces of imports and exports, without `type` and new names. */
function splitNames(list: string): readonly string[] {
  return list
    .split(',')
    .map((each) =>
      each
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*$/, ''),
    )
    .filter((name) => name !== '');
}

const code = new Map((await Promise.all(WORKSPACES.map(readCode))).flatMap((files) => [...files]));

/** What the code imports from colo's packages: `@colo/schemas/errors ColoError`. */
const imported = new Set(
  [...code.values()].flatMap((text) =>
    [...text.matchAll(/^import (?:type )?\{(?<names>[^}]*)\} from '(?<from>@colo\/[^']+)'/gm)].flatMap(
      ({ groups }) => splitNames(groups?.['names'] ?? '').map((name) => `${groups?.['from']} ${name}`),
    ),
  ),
);

for (const workspace of WORKSPACES) {
  t.test(`every subpath of ${workspace} is a file, and every file for one is a subpath`, async (t) => {
    const subpaths = await listSubpaths(workspace);

    t.ok(subpaths.length > 0);
    for (const { built, source } of subpaths) {
      t.ok(existsSync(root + built), built);
      t.ok(existsSync(root + source), source);
    }
    const offered = [...code.keys()].filter((path) => path.startsWith(`${workspace}/src/exports/`));
    const named = subpaths.map(({ source }) => source);
    t.same(
      offered.filter((path) => !named.includes(path)),
      [],
      'no file that nobody can import',
    );
  });

  t.test(`every name that ${workspace} exports is imported by another file`, async (t) => {
    for (const { specifier, source } of await listSubpaths(workspace)) {
      const exported = [...(code.get(source) ?? '').matchAll(/^export (?:type )?\{(?<names>[^}]*)\} from/gm)];
      const names = exported.flatMap(({ groups }) => splitNames(groups?.['names'] ?? ''));

      t.ok(names.length > 0, `${specifier} exports names, each by itself`);
      t.same(
        names.filter((name) => !imported.has(`${specifier} ${name}`)),
        [],
        specifier,
      );
    }
  });
}

t.test('nothing inside a workspace imports the files that are for others', (t) => {
  const inside = [...code].filter(([path]) => /^[^/]+\/src\//.test(path));

  t.same(
    inside.filter(([, text]) => /from '\.[^']*\/exports\//.test(text)).map(([path]) => path),
    [],
  );
  t.end();
});
