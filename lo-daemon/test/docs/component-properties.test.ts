import { readFile } from 'node:fs/promises';
import t from 'tap';
import { composePropertiesSchema } from '../../src/runtimes/compose/compose-properties.ts';
import { processPropertiesSchema } from '../../src/runtimes/process/process-properties.ts';

const root = new URL('../../../../', import.meta.url);

/** The names in the first cells of the table of properties below a heading. */
async function readTable(page: string, heading: string): Promise<readonly string[]> {
  const text = await readFile(new URL(page, root), 'utf8');
  const section = text.slice(text.indexOf(`\n## ${heading}\n`));
  const table =
    /^\| property \|[^\n]*\n\|[-|]+\n(?<rows>(?:\|[^\n]*\n)+)/m.exec(section)?.groups?.['rows'] ?? '';
  return table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

t.test('margo.md lists every property of a process', async (t) => {
  const { healthCheck, ...others } = processPropertiesSchema.properties;
  const names = [
    ...Object.keys(others),
    ...Object.keys(healthCheck.properties).map((name) => `healthCheck.${name}`),
  ];

  t.same([...(await readTable('docs/margo.md', 'The profile type `process`'))].sort(), names.sort());
});

t.test('lo.md lists every property of a compose component', async (t) => {
  const names = Object.keys(composePropertiesSchema.properties).sort();

  t.same([...(await readTable('docs/lo.md', 'Components of type `compose`'))].sort(), names);
});
