// `npm run check`: format, lint, generated files, types, unused code, tests. `--without-tests` leaves the tests out.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const steps = [
  ['format and lint', bin('biome'), ['ci', '--colors=off', '.']],
  ['generated files', process.execPath, ['scripts/generate.mjs', '--check']],
  ['unused code', bin('knip'), ['--no-progress']],
];
if (!process.argv.includes('--without-tests')) steps.push(['tests', process.execPath, ['scripts/test.mjs']]);

setUp();
for (const [label, command, args] of steps) {
  process.stdout.write(`== ${label}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    process.stderr.write(`check failed: ${label}\n`);
    process.exit(1);
  }
}
