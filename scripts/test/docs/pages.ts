import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The repository, from scripts/dist/test/docs. */
export const root: string = fileURLToPath(new URL('../../../../', import.meta.url));

export const WORKSPACES: readonly string[] = ['schemas', 'co-bot', 'lo-daemon', 'local-forge', 'scripts'];

/** A page that people read, by its path below the repository. */
interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page at the top, in docs/ and in templates/. */
export async function readPages(): Promise<readonly Page[]> {
  const templates = await readdir(`${root}templates`, { recursive: true });
  const paths = [
    ...['README.md', 'CONTRIBUTING.md'].filter((path) => existsSync(`${root}${path}`)),
    ...(await readdir(`${root}docs`)).map((name) => `docs/${name}`),
    ...templates.map((name) => `templates/${name}`),
  ];
  const pages = paths.filter((path) => path.endsWith('.md')).sort();
  return Promise.all(pages.map(async (path) => ({ path, text: await readFile(`${root}${path}`, 'utf8') })));
}

/** The text without blocks of code, where nothing is a link or a heading. */
export function withoutCodeBlocks(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
}
