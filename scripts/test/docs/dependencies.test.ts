import { readFile } from 'node:fs/promises';
import t from 'tap';
import { root, WORKSPACES } from './pages.ts';

type Kind = 'dependencies' | 'devDependencies';

/** Places by package, as the package.json files have them. */
async function readManifests(kind: Kind): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const place of ['', ...WORKSPACES]) {
    const manifest: unknown = JSON.parse(await readFile(`${root}${place}/package.json`, 'utf8'));
    const list: unknown = Object.entries(manifest ?? {}).find(([key]) => key === kind)?.[1];
    for (const name of Object.keys(list ?? {})) {
      if (name.startsWith('@colo/')) continue;
      found[name] = [...(found[name] ?? []), place === '' ? 'the root' : place].sort();
    }
  }
  return found;
}

/** Places by package, as the nth table of the page has them. */
async function readTable(index: number): Promise<Record<string, readonly string[]>> {
  const page = await readFile(`${root}docs/dependencies.md`, 'utf8');
  const table = page.match(/(?:^\|.*\n)+/gm)?.[index] ?? '';
  const rows = table.trim().split('\n').slice(2);
  return Object.fromEntries(
    rows.map((row) => {
      const [, name = '', where = ''] = row.split('|').map((cell) => cell.trim());
      return [
        name,
        where
          .replace(/ \(.*\)$/, '')
          .split(', ')
          .sort(),
      ];
    }),
  );
}

t.test('docs/dependencies.md lists every dependency where it is used, and no other', async (t) => {
  t.strictSame(await readTable(0), await readManifests('dependencies'));
});

t.test('docs/dependencies.md lists what building and testing need, and no more', async (t) => {
  t.strictSame(await readTable(1), await readManifests('devDependencies'));
});
