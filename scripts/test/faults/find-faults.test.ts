import t from 'tap';
import { chooseFaults } from '../../src/faults/choose-faults.ts';
import { type Fault, faultKinds } from '../../src/faults/fault.ts';
import { applyEdit, findFaults } from '../../src/faults/find-faults.ts';

/** A line of code, the kind of fault, and what the fault makes of the line. */
const CASES: readonly (readonly [string, Fault['kind'], string])[] = [
  ['const a = b < c;', 'comparison', 'const a = b <= c;'],
  ['const a = b !== c;', 'comparison', 'const a = b === c;'],
  ['await close();', 'await', 'close();'],
  ['const a = await b();', 'await', 'const a = b();'],
  ['if (a) return;', 'check', 'if (false) return;'],
  ['if (a) { list.push(a); }', 'check', 'if (false) { list.push(a); }'],
  ['const a = b + 1;', 'off-by-one', 'const a = b + 0;'],
  ['const MAX_SIZE = 64 * 1024;', 'off-by-one', 'const MAX_SIZE = (64 * 1024) + 1;'],
  ['const a = b.slice(2);', 'off-by-one', 'const a = b.slice(3);'],
  ['throw error;', 'swallowed', ';'],
  ['if (a) b = 1; else b = 2;', 'negated', 'if (!(a)) b = 1; else b = 2;'],
  ['const a = b && c;', 'logical', 'const a = b || c;'],
  ['await server.close();', 'call', ';'],
  ['const a = [...b].sort(compare).join();', 'call', 'const a = [...b].join();'],
  ["const a = b ? 'x' : 'y';", 'branch', "const a = b ? 'y' : 'y';"],
  ['const a = { ...b, c };', 'element', 'const a = { c };'],
  ['const a = [b, ...c];', 'element', 'const a = [b];'],
  ['const a = f(b, c);', 'element', 'const a = f(b);'],
  ['function f(a: number = 1) {}', 'element', 'function f(a: number) {}'],
];

function find(text: string): readonly Fault[] {
  return findFaults('lib', 'lib/src/a.ts', text);
}

t.test('every kind of fault is found', async (t) => {
  for (const [text, kind, expected] of CASES) {
    const made = find(text).filter((fault) => fault.kind === kind);
    t.ok(
      made.some(({ edit }) => applyEdit(text, edit) === expected),
      `${text} becomes ${expected}`,
    );
    t.ok(made.some(({ before, after, line }) => before === text && after === expected && line === 1));
  }
  t.same([...new Set(CASES.map(([, kind]) => kind))], faultKinds);
});

t.test('types, texts for people and comments get none', async (t) => {
  for (const text of [
    "type A<T> = T extends 'a' ? 'b' : 'c';",
    '/** a < b && c */\nexport interface B { readonly c: number }',
    "const a = new ColoError('X', b ? 'c' : 'd', { fix: e ? 'f' : 'g' });",
    'const a = `${b < c ? d : e}`;',
    "const a = { help: b ? 'c' : 'd' };",
    'for (const a of b) c = a;',
  ]) {
    t.same(find(text), [], text);
  }
});

t.test('the same code has the same id where other imports or other lines are around it', async (t) => {
  const code =
    'export function f(a: number) {\n  if (a < 1) return 0;\n  if (a < 1) return 0;\n  return g(a);\n}\n';
  const ids = (text: string) => find(text).map(({ id }) => id);

  t.same(
    ids(`import { g } from './g.ts';\n\n${code}`),
    ids(`// Why\n\n\nimport g, { h } from './other.ts';\n${code}`),
  );
  t.same(ids(`${code}\nexport const a = 1;\n`).slice(0, 3), ids(code).slice(0, 3));
  t.equal(new Set(ids(code)).size, ids(code).length, 'even where the code is there twice');
  t.notSame(ids(code.replace('return g(a)', 'return h(a)')), ids(code));
});

/** As many faults of each kind. */
function makePart(workspace: string, lines: number, each: number) {
  const faults = faultKinds.flatMap((kind) =>
    Array.from({ length: each }, (_, index): Fault => {
      const edit = { start: 0, end: 0, text: '' };
      return {
        id: `${workspace}-${kind}-${index}`,
        kind,
        workspace,
        file: '',
        line: 1,
        edit,
        before: '',
        after: '',
      };
    }),
  );
  return { workspace, lines, faults };
}

function count(faults: readonly Fault[], key: 'workspace' | 'kind'): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const fault of faults) counts[fault[key]] = (counts[fault[key]] ?? 0) + 1;
  return counts;
}

t.test('faults are spread over the workspaces by their size, and evenly over the kinds', async (t) => {
  const parts = [makePart('large', 9000, 20), makePart('middle', 900, 20), makePart('small', 100, 20)];

  const chosen = chooseFaults(parts, 60, 1, () => true);

  t.strictSame(count(chosen, 'workspace'), { large: 48, middle: 6, small: 6 });
  t.strictSame(count(chosen, 'kind'), Object.fromEntries(faultKinds.map((kind) => [kind, 6])));
  t.same(
    chooseFaults(parts, 60, 1, () => true),
    chosen,
    'the same seed draws the same ones',
  );
  t.notSame(
    chooseFaults(parts, 60, 2, () => true),
    chosen,
  );
  t.strictSame(
    count(
      chooseFaults(parts, 3, 1, () => true),
      'workspace',
    ),
    { large: 1, middle: 1, small: 1 },
  );
});

t.test('another fault is drawn for one that cannot be used, as long as there are others', async (t) => {
  const parts = [makePart('one', 100, 2), makePart('two', 100, 2)];
  const isUsable = ({ id }: Fault): boolean => id.endsWith('-0');

  t.equal(chooseFaults(parts, 12, 1, isUsable).length, 12);
  t.equal(chooseFaults(parts, 100, 1, isUsable).length, 20, 'there are no more');
});
