import t from 'tap';
import { parseCompose } from '../../src/margo/content/parse-compose.ts';
import {
  MAX_COMPOSE_REFERENCES,
  MAX_COMPOSE_VISITS,
  walkCompose,
} from '../../src/margo/content/walk-compose.ts';
import type { PackageContent } from '../../src/margo/package-content.ts';

function makeContent(files: Readonly<Record<string, string>>): PackageContent {
  return {
    files: Object.keys(files).map((path) => ({ path, mode: '100644', sha256: '', size: 1 })),
    readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  };
}

const bomb = ['a0: &a0 {x: 1}'];
for (let level = 1; level < 30; level += 1) {
  bomb.push(`a${level}: &a${level} {<<: [*a${level - 1}, *a${level - 1}]}`);
}
const refused: readonly (readonly [string, string, string])[] = [
  ['merges that double', bomb.join('\n'), '2:15'],
  ['a merge of itself', 'a: &a {<<: *a}', '1:12'],
  ['depth', `a: ${'['.repeat(10_000)}`, '1:67'],
  ['a huge scalar', `a: ${'b'.repeat(2 * 1024 * 1024)}`, '1:1'],
  ['a key twice', 'services:\n  a: {}\n  a: {}\n', '3:3'],
  ['NUL', 'a: b\0\n', '1:5'],
  ['text that runs backwards', 'a: \u202eb\n', '1:4'],
  ['two documents', 'a: 1\n---\nb: 1\n', '2:1'],
  ['a list', '- a\n', '1:1'],
  ['nothing', '', '1:1'],
];
for (const [name, text, place] of refused) {
  t.test(`a compose file with ${name} is refused where it is`, async (t) => {
    const parsed = parseCompose(text);

    if (parsed.ok) throw new Error('was accepted');
    t.equal(`${parsed.line}:${parsed.column}`, place, parsed.reason);
  });
}

t.test("compose's own tags, merges and many keys are read", async (t) => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `  k${index}: 1`).join('\n');

  t.match(parseCompose('x-a: &a {b: 1}\nservices: {web: {<<: *a, ports: !reset []}}\n'), {
    ok: true,
    value: { services: { web: { b: 1 } } },
  });
  t.match(parseCompose(`x-many:\n${keys}\n`), { ok: true });
});

t.test('a key __proto__ reaches no prototype', async (t) => {
  const parsed = parseCompose(
    'services: {__proto__: {polluted: 1}, web: {<<: {__proto__: {polluted: 1}}}}\n',
  );

  t.equal(Reflect.get({}, 'polluted'), undefined);
  t.equal(parsed.ok, true);
});

t.test('includes that multiply are cut off', async (t) => {
  const lines = ['include:'];
  for (let level = 0; level < 9; level += 1) {
    const path = `${'../'.repeat(level)}compose.yaml`;
    for (const folder of ['a', 'b']) lines.push(`  - {path: ${path}, project_directory: ${folder}}`);
  }

  const { faults } = walkCompose('compose.yaml', makeContent({ 'compose.yaml': lines.join('\n') }));

  t.match(faults.at(-1), {
    code: 'MARGO_COMPOSE_UNREADABLE',
    path: 'compose.yaml',
    message: new RegExp(`more than ${MAX_COMPOSE_VISITS} files`),
  });
  t.ok(faults.length < 100 * MAX_COMPOSE_VISITS);
});

t.test('a compose file that names too much is refused', async (t) => {
  const names = Array.from({ length: MAX_COMPOSE_REFERENCES + 1 }, (_, index) => `./f${index}`);
  const text = `services: {web: {env_file: ${JSON.stringify(names)}}}`;

  const { faults } = walkCompose('compose.yaml', makeContent({ 'compose.yaml': text }));

  t.match(faults, [{ code: 'MARGO_COMPOSE_UNREADABLE', line: 1, column: 1 }]);
});
