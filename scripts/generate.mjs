// Writes what is derived from other files of the repository. `--check` writes nothing and fails where something is stale.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const checkOnly = process.argv.includes('--check');
const stale = [];

/** Writes `text` to `path`, or with `--check` notes that it differs. */
async function emit(path, text) {
  const current = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (current === text) return;
  stale.push(path);
  if (checkOnly) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function toCamelCase(name) {
  return name.replace(/[-.]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** One module for each JSON Schema: its types and the schema itself, so that bundles read no files. */
async function generateDocumentTypes() {
  const folder = join(root, 'schemas/json');
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.schema.json')).sort()) {
    const name = file.replace('.schema.json', '');
    const text = await readFile(join(folder, file), 'utf8');
    const schema = JSON.parse(text);
    const types = await compile(schema, schema.title, {
      bannerComment: '',
      additionalProperties: false,
      format: false,
      unknownAny: true,
      unreachableDefinitions: false,
      ignoreMinAndMaxItems: true,
    });
    const header = `// Generated from schemas/json/${file} by \`npm run generate\`. Do not edit.\n`;
    const constant = `\n/** The JSON Schema itself. */\nexport const ${toCamelCase(name)}Schema: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, null, 2)};\n`;
    await emit(join(root, `schemas/src/generated/${name}.ts`), `${header}\n${types}${constant}`);
  }
}

/**
 * docs/errors.md, from the error table. The table is TypeScript: it is bundled in memory, so that a fresh clone needs no
 * build before it.
 */
async function generateErrorPage() {
  const bundle = await build({
    stdin: {
      contents: `export { errorTable } from './error-table.ts';
        export { exitCodeMeanings } from './exit-codes.ts';
        export { explainCode } from './explain-code.ts';
        export { formatErrorPage } from './format-error-page.ts';`,
      resolveDir: join(root, 'schemas/src/errors'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
  const { errorTable, exitCodeMeanings, explainCode, formatErrorPage } = await import(
    `data:text/javascript;base64,${code}`
  );
  const explained = Object.fromEntries(Object.keys(errorTable).map((code) => [code, explainCode(code)]));
  await emit(join(root, 'docs/errors.md'), formatErrorPage(explained, exitCodeMeanings));
}

await generateDocumentTypes();
await generateErrorPage();

if (checkOnly && stale.length > 0) {
  process.stderr.write(
    `stale generated files; run \`npm run generate\`:\n${stale.map((path) => `  ${path}\n`).join('')}`,
  );
  process.exit(1);
}
