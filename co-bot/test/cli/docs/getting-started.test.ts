import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { commandTable } from '../../../src/cli/commands/command-table.ts';
import { commonOptions } from '../../../src/cli/program/common-options.ts';
import { runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/write-files.ts';

const docs = new URL('../../../../../docs/', import.meta.url);
const page = await readFile(new URL('getting-started.md', docs), 'utf8');

/** Contents of the code blocks in one language. */
function listBlocks(language: string): readonly string[] {
  return [...page.matchAll(/```(?<language>\w+)\n(?<text>.*?)```/gs)].flatMap(({ groups }) => {
    return groups?.['language'] === language ? (groups['text'] ?? '') : [];
  });
}

t.test('a first deploy takes fewer than ten steps', async (t) => {
  const steps = page.match(/^## \d+\. /gm) ?? [];

  t.ok(steps.length > 0 && steps.length < 10);
});

t.test('every command on the page exists, with the options it is given', async (t) => {
  const lines = listBlocks('sh').flatMap((block) => block.split('\n'));
  const commands = lines
    .map((line) => line.replace(/ {2,}#.*$/, ''))
    .filter((line) => line.startsWith('co '));
  t.ok(commands.length >= 6);

  for (const command of commands) {
    const definition = commandTable.find(({ words }) => command.startsWith(`co ${words.join(' ')} `));
    t.ok(definition, command);
    const known = [...(definition?.options ?? []), ...commonOptions].map(({ flags }) => flags.split(' ')[0]);
    for (const option of command.match(/--[a-z-]+/g) ?? [])
      t.ok(known.includes(option), `${command}: ${option}`);
  }
});

t.test('the configuration of LO on the page is valid', async (t) => {
  const [text = ''] = listBlocks('yaml');
  const folder = await writeFiles(t.testdir(), { 'lo.yaml': text });

  const run = await runCli(['validate', join(folder, 'lo.yaml')]);

  t.equal(run.code, 0, run.stdout);
});

t.test('links of the page lead to pages that exist', async (t) => {
  for (const [, file = ''] of page.matchAll(/\]\((?<file>[a-z-]+\.md)/g)) {
    t.ok((await readFile(new URL(file, docs), 'utf8')).length > 0, file);
  }
});
