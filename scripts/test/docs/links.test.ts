import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import t from 'tap';
import { readPages, root, withoutCodeBlocks } from './pages.ts';

/** Anchors of a page's headings, as GitHub makes them. */
function listAnchors(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCodeBlocks(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, '')
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = words;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${words}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Targets of all links that stay in the repository. */
function listLinks(text: string): readonly string[] {
  return [...withoutCodeBlocks(text).matchAll(/\]\((?<target>[^()\s]+)\)/g)]
    .map(({ groups }) => groups?.['target'] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

t.test('anchors are made as GitHub makes them', async (t) => {
  const anchors = listAnchors('# The `co` command\n## What is, and what *was*\n## Set up\n## Set up\n');

  t.same([...anchors], ['the-co-command', 'what-is-and-what-was', 'set-up', 'set-up-1']);
});

for (const { path, text } of await readPages()) {
  t.test(`links of ${path} lead to files and headings that exist`, async (t) => {
    for (const link of listLinks(text)) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : normalize(join(dirname(path), file));
      t.notMatch(target, /^\.\./, `${link} stays in the repository`);
      if (!t.ok(existsSync(join(root, target)), link) || anchor === undefined) continue;
      t.ok(
        listAnchors(await readFile(join(root, target), 'utf8')).has(anchor),
        `${link}: the heading exists`,
      );
    }
  });
}

t.test('docs/architecture.md leads to a file for every step', async (t) => {
  const text = await readFile(`${root}docs/architecture.md`, 'utf8');

  for (const step of 'ABCDEF')
    t.match(text, new RegExp(`^\\| \\*\\*${step}\\*\\* .*\\]\\(\\.\\./[a-z-]+/`, 'm'), step);
});
