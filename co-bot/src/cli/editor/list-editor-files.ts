import type { TemplateFile } from '../init/read-template.ts';
import { editorSchemas, readEditorSchema } from './editor-schemas.ts';

/** Where the schemas lie in a repository that `co init` makes; its editor settings name them. */
export const SCHEMA_FOLDER = '.vscode/colo';

/** The schemas of some kinds as files to write below `folder`. */
export async function listSchemaFiles(
  folder: string,
  kinds: readonly string[],
): Promise<readonly TemplateFile[]> {
  const chosen = editorSchemas.filter(({ kind }) => kinds.includes(kind));
  return Promise.all(
    chosen.map(async (schema) => ({
      path: `${folder}/${schema.file}`,
      text: await readEditorSchema(schema),
    })),
  );
}
