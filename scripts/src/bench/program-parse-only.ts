import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSchemaCheck } from './support/schema-check.ts';

// The least that a validator of these files can do, as a program: the peer of `co validate`. `argv`: folder.
const [root = '.'] = process.argv.slice(2);
const check = await createSchemaCheck();
const names = await readdir(root, { recursive: true });
for (const name of names.sort()) {
  if (check.accepts(name)) check.run(name, await readFile(join(root, name)));
}
