// Makes a checkout ready to run: checks Node and git, installs the locked packages, compiles. Plain JavaScript, because it
// runs before anything is installed. Does nothing where everything is current.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FLOOR = [20, 18, 1];

function fail(message, fix) {
  process.stderr.write(`error: ${message}\n  ${fix}\n`);
  process.exit(1);
}

function checkNode() {
  const have = process.versions.node.split('.').map(Number);
  const firstDifference = FLOOR.findIndex((part, index) => part !== have[index]);
  if (firstDifference !== -1 && have[firstDifference] < FLOOR[firstDifference]) {
    fail(`Node ${process.versions.node} is too old.`, `Install Node ${FLOOR.join('.')} or newer.`);
  }
}

function checkGit() {
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).status !== 0) {
    fail('git is missing.', 'Install it, for example: apt-get install git');
  }
}

/** Runs a program of this checkout; its output goes to standard error, so that `--json` keeps standard output clean. */
function run(label, command, args, env = {}) {
  process.stderr.write(`${label}\n`);
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' };
  const result = spawnSync(command, args, { ...options, env: { ...env, ...process.env } });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
  fail(`${label} failed.`, 'The lines above say why.');
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules/.colo-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run('Installing packages (once)', 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
  ]);
  writeFileSync(stamp, lock);
}

/** By the native compiler: a fifth of the processor time. Its collector may leave more lying about, as it ends soon (Go's GOGC). */
function compile() {
  const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
  run('Compiling', process.execPath, [compiler, '-b'], { GOGC: '400' });
}

/** Everything that a program of this checkout needs before it starts. */
export function setUp() {
  checkNode();
  checkGit();
  installPackages();
  compile();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) setUp();
