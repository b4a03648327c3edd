// `npm run check`: format, lint, generated files, types, unused code, tests. `--without-tests` leaves the tests out.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const steps = [
  ['format and lint', bin('biome'), ['ci', '--colors=off', '.']],
  ['generated files', process.execPath, ['scripts/generate.mjs', '--check']],
  ['embedded runner', process.execPath, ['scripts/generate-runner.mjs', '--check']],
  ['unused code', bin('knip'), ['--no-progress']],
];
if (spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0) {
  const folder = 'lo-daemon/runner';
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.sh'));
  // The runner's parts are one script: variables that one part sets and another reads are no fault.
  const options = ['--shell=sh', '--severity=warning', '--exclude=SC2034,SC2154'];
  steps.push(['shell scripts', 'shellcheck', [...options, ...files.map((name) => join(folder, name))]]);
} else if (process.env.COLO_REQUIRE_REAL_PARTS === '1') {
  process.stderr.write('check failed: shellcheck is missing\n');
  process.exit(1);
} else process.stdout.write('SKIPPED shell scripts: shellcheck is not installed\n');
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
