import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTranspile, toCompiled } from '../../src/faults/transpile.ts';

const BASE = {
  compilerOptions: {
    target: 'ES2023',
    module: 'NodeNext',
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
    sourceMap: true,
  },
};

const LIMIT = `import { floor } from './floor.ts';

/** Whether a number is below ten. */
export function isSmall(number: number): boolean {
  return floor(number) < 10;
}
`;

/** Nobody tries it with ten itself. */
const LOOSE = `import { floor } from './floor.ts';

export function isLarge(number: number): boolean {
  return floor(number) > 10;
}
`;

const FLOOR = `export function floor(number: number): number {
  return Math.floor(number);
}
`;

/** A test file without a framework: TAP by hand. */
function test(imports: string, name: string, condition: string): string {
  return `${imports}
const isOk = ${condition};
console.log('TAP version 14\\n# Subtest: ${name}');
console.log(\`    \${isOk ? 'ok' : 'not ok'} 1 - it is so\\n    1..1\`);
console.log(\`\${isOk ? 'ok' : 'not ok'} 1 - ${name} # time=1ms\\n1..1\`);
process.exitCode = isOk ? 0 : 1;
`;
}

/** Sources of the made workspace, by path. */
export const sources: Readonly<Record<string, string>> = {
  'lib/src/limit.ts': LIMIT,
  'lib/src/loose.ts': LOOSE,
  'lib/src/floor.ts': FLOOR,
  'lib/src/index.ts': "export { isSmall } from './limit.ts';\n",
  'lib/test/good.test.ts': test(
    "import { isSmall } from '../src/limit.ts';",
    'ten is not small',
    'isSmall(9) && !isSmall(10)',
  ),
  'lib/test/bad.test.ts': test("import '../src/limit.ts';", 'bad', 'false'),
  'lib/test/package.test.ts': test(
    "import { isSmall } from '@made/lib';",
    'nine is small, by the package',
    'isSmall(9) && !isSmall(10)',
  ),
  'lib/test/loose.test.ts': test(
    "import { isLarge } from '../src/loose.ts';",
    'eleven is large',
    'isLarge(11) && !isLarge(9)',
  ),
};

/** Makes a small checkout with one workspace, compiled, in a folder that is not there yet. Returns the folder. */
export function makeWorkspace(root: string, changes: Readonly<Record<string, string>> = {}): string {
  const manifest = { name: '@made/lib', type: 'module', exports: { '.': './dist/src/index.js' } };
  write(join(root, 'package.json'), JSON.stringify({ workspaces: ['lib'] }));
  write(join(root, 'tsconfig.base.json'), JSON.stringify(BASE));
  write(join(root, 'lib/package.json'), JSON.stringify(manifest));
  write(join(root, 'node_modules/other/index.js'), '');
  mkdirSync(join(root, 'node_modules/@made'));
  symlinkSync('../../lib', join(root, 'node_modules/@made/lib'));
  const transpile = createTranspile(root);
  for (const [file, text] of Object.entries({ ...sources, ...changes })) {
    write(join(root, file), text);
    write(join(root, toCompiled('lib', file)), transpile(file, text));
  }
  return root;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The lines of a tally. */
export function readLines(file: string): readonly unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
}
