import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { editorSchemas, readEditorSchema } from '../../editor/editor-schemas.ts';
import { listSchemaFiles } from '../../editor/list-editor-files.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

const kinds = editorSchemas.map(({ kind }) => kind);

export async function runSchema({ args, io, print }: Invocation): Promise<ExitCode> {
  const kind = args.optional(0);
  const folder = args.text('write');
  const chosen = editorSchemas.filter((each) => kind === undefined || each.kind === kind);
  const [first] = chosen;
  if (first === undefined) {
    throw new ColoError('USAGE', `"${toSafeText(kind ?? '', 100)}" is no kind of document`, {
      fix: `Give one of ${kinds.join(', ')}.`,
    });
  }
  if (folder !== undefined) {
    const files = await listSchemaFiles(
      resolve(io.cwd, folder),
      chosen.map((each) => each.kind),
    );
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    print.result({ files: files.map(({ path }) => path) }, () => files.map(({ path }) => path).join('\n'));
    return 0;
  }
  if (kind !== undefined) {
    const text = await readEditorSchema(first);
    print.result(JSON.parse(text), () => text.trimEnd());
    return 0;
  }
  const listed = editorSchemas.map(({ parts, ...shown }) => shown);
  print.result({ kinds: listed }, () =>
    listed
      .map(({ kind: name, globs, description }) => `${name}  ${globs.join(', ')}  ${description}`)
      .join('\n'),
  );
  return 0;
}
