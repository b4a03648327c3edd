import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const files = [
  '.github/workflows/ci.yml',
  '.github/workflows/validate-desired-state.yml',
  'templates/infra-repo/.github/workflows/validate.yml',
  'templates/app-registry-repo/.github/workflows/validate.yml',
];

for (const file of files) {
  t.test(`${file} may only read, pins its actions, and puts nothing untrusted into a shell`, async (t) => {
    const text = await readFile(`${root}${file}`, 'utf8');

    const workflow: unknown = parse(text);

    t.match(workflow, { permissions: { contents: 'read' } });
    t.notMatch(text, 'pull_request_target');
    for (const [, action = ''] of text.matchAll(/uses: (actions\/.*)$/gm)) {
      t.match(action, /^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, 'an action by its commit');
    }
    for (const [, script = ''] of text.matchAll(/run: (.*)$/gm)) t.notMatch(script, '${{');
  });
}
