import { readdir, readFile } from 'node:fs/promises';
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
