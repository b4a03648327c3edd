import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RepositoryName } from '../config/repository-name.ts';
import { formatRepositoryName } from '../config/repository-name.ts';

export interface TemplateFile {
  /** Path below the repository's folder. */
  readonly path: string;
  readonly text: string;
}

/** What stands in the templates, and what it becomes. The templates are valid as they are; only these words change. */
export interface TemplateWords {
  readonly registry: RepositoryName;
  readonly infra: RepositoryName;
  /** Where CI gets colo from. */
  readonly colo: RepositoryName;
  /** Commit, tag or branch of colo. */
  readonly coloRef: string;
  readonly statusCreators: readonly string[];
}

const TEMPLATES = fileURLToPath(new URL('../../../../../templates/', import.meta.url));

/** The files of one template, ready to write. */
export async function readTemplate(
  name: 'infra-repo' | 'app-registry-repo',
  words: TemplateWords,
): Promise<readonly TemplateFile[]> {
  const root = join(TEMPLATES, name);
  const files: TemplateFile[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(root.length + 1);
    files.push({ path, text: fillIn(await readFile(full, 'utf8'), words) });
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

function fillIn(text: string, words: TemplateWords): string {
  const colo = formatRepositoryName(words.colo);
  return text
    .replaceAll('OWNER/app-registry', formatRepositoryName(words.registry))
    .replaceAll('OWNER/infra', formatRepositoryName(words.infra))
    .replaceAll('validate-desired-state.yml@main', `validate-desired-state.yml@${words.coloRef}`)
    .replaceAll('colo-ref: main', `colo-ref: ${words.coloRef}`)
    .replaceAll('OWNER/colo', colo)
    .replaceAll('OWNER/', `${words.infra.owner}/`)
    .replaceAll(
      'statusCreators: []',
      `statusCreators: [${words.statusCreators.map((login) => `"${login}"`).join(', ')}]`,
    );
}
