import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import t from 'tap';
import { root, WORKSPACES } from './pages.ts';

/** What each workspace may import of ours, as docs/architecture.md says. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  'co-bot': ['schemas'],
  'lo-daemon': ['schemas'],
  'local-forge': ['schemas'],
  scripts: ['schemas', 'co-bot', 'lo-daemon', 'local-forge'],
};

/** Modules that the sources of a workspace import. */
async function listImports(workspace: string): Promise<readonly string[]> {
  const names = await readdir(`${root}${workspace}/src`, { recursive: true });
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFile(`${root}${workspace}/src/${name}`, 'utf8')),
  );
  return texts.flatMap((text) =>
    [...text.matchAll(/(?:from |import\()'(?<module>[^']+)'/g)].map(({ groups }) => groups?.['module'] ?? ''),
  );
}

for (const workspace of WORKSPACES) {
  t.test(`${workspace} imports only what the house allows`, async (t) => {
    const modules = await listImports(workspace);
    t.ok(modules.length > 20);

    const ours = modules
      .filter((module) => module.startsWith('@colo/'))
      .map((module) => module.split('/')[1] ?? '');
    for (const name of new Set(ours)) t.ok(ALLOWED[workspace]?.includes(name), name);
    const others = modules.filter((module) => WORKSPACES.some((name) => module.includes(`../${name}/src/`)));
    t.same(others, [], 'no way around the packages');
  });
}

t.test('schemas touches neither files nor the network', async (t) => {
  const used = new Set((await listImports('schemas')).filter((module) => module.startsWith('node:')));

  // node:net only tells addresses from names.
  t.same([...used].sort(), ['node:crypto', 'node:net', 'node:zlib']);
});

/** Files of a workspace, each with the files beside it that it imports, for types too. */
async function readImportGraph(workspace: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = `${root}${workspace}/src`;
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, readonly string[]]> => {
        const text = await readFile(`${folder}/${name}`, 'utf8');
        const found = text.matchAll(/(?:from |import\()'(?<module>\.[^']+)'/g);
        return [
          name,
          [...found].map(({ groups }) => posix.join(posix.dirname(name), groups?.['module'] ?? '')),
        ];
      }),
    ),
  );
}

/** Files that import each other in a circle, as the path that closes it; undefined where there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  function visit(name: string, path: readonly string[]): readonly string[] | undefined {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = visit(next, [...path, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  }
  for (const name of graph.keys()) {
    const circle = visit(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

t.test('a circle of imports is found, whichever file is read first', async (t) => {
  t.same(
    findCircle(
      new Map([
        ['a', ['b']],
        ['b', ['c', 'd']],
        ['c', []],
        ['d', ['b']],
      ]),
    ),
    ['b', 'd', 'b'],
  );
});

for (const workspace of WORKSPACES) {
  t.test(`no files of ${workspace} import each other in a circle`, async (t) => {
    t.equal(findCircle(await readImportGraph(workspace)), undefined);
  });
}
