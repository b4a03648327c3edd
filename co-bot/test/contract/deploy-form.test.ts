import { readFile } from 'node:fs/promises';
import t from 'tap';
import { parse } from 'yaml';
import {
  commandTable,
  formLabels,
  parseCommandLine,
  parseIssueForm,
  verbs,
} from '../../src/commands/index.ts';

const formFile = new URL(
  '../../../../templates/infra-repo/.github/ISSUE_TEMPLATE/deploy.yml',
  import.meta.url,
);
const docFile = new URL('../../../../docs/co.md', import.meta.url);

/** A trust boundary: a template of ours, in the form that GitHub documents. */
interface Form {
  readonly body: readonly {
    readonly attributes: { readonly label: string; readonly placeholder?: string };
  }[];
}

t.test('the deploy form and its reader agree', async (t) => {
  const form = parse(await readFile(formFile, 'utf8')) as Form;

  t.strictSame(
    form.body.map(({ attributes }) => attributes.label),
    [...formLabels],
  );
  const filled = form.body.map(
    ({ attributes }) => `### ${attributes.label}\n\n${attributes.placeholder ?? ''}`,
  );
  t.match(parseIssueForm(filled.join('\n\n')), {
    kind: 'command',
    command: {
      application: 'hello-world',
      version: '1.0',
      selector: 'berlin,eu/*,region=eu,group=pilot',
      track: '^1.0',
    },
  });
});

t.test('every example of every command reads, and the documentation shows every usage', async (t) => {
  const documentation = await readFile(docFile, 'utf8');
  for (const verb of verbs) {
    const { examples, usage } = commandTable[verb];
    for (const text of examples)
      t.match(parseCommandLine({ text, line: 1 }), { kind: 'command', command: { verb } }, text);
    for (const form of usage.split(' | ')) t.ok(documentation.includes(form), `docs/co.md shows ${form}`);
  }
});
