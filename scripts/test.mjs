// `npm test`: sets the checkout up, then runs every test file, or those below the paths given
// (`npm test -- lo-daemon/test/git`). Says aloud what was skipped and why, once for each reason of a file, and names all
// failures once more at the end; the last line is always `N passed, N failed, N skipped`. With COLO_REQUIRE_REAL_PARTS=1 (CI) a skipped test is a failure.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { root, setUp } from './setup.mjs';

const WORKSPACES = ['schemas', 'local-forge', 'lo-daemon', 'co-bot', 'scripts'];

/** Most lines that are shown of a failure, and most characters of a line. */
const MAX_LINES = 200;
const MAX_LINE = 1000;

/** Compiled test files of one workspace; those whose source is gone do not count. */
async function listTests(workspace) {
  const folder = join(root, workspace, 'dist/test');
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((entry) => entry.endsWith('.test.js'))
    .filter((entry) => existsSync(join(root, workspace, 'test', entry.replace(/\.js$/, '.ts'))))
    .map((entry) => relative(root, join(folder, entry)))
    .sort();
}

function isWanted(file, prefixes) {
  const source = file.replace(`${sep}dist${sep}test${sep}`, `${sep}test${sep}`).replace(/\.js$/, '.ts');
  return (
    prefixes.length === 0 || prefixes.some((prefix) => source.startsWith(prefix) || file.startsWith(prefix))
  );
}

/** The name of a compiled test file, or of a test in it, by its source. */
function toSourceName(name) {
  return name.replace('/dist/test/', '/test/').replace('.test.js', '.test.ts');
}

/** A failure may hold a whole document: what is shown of it has an end. */
function cut(line) {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

/** One line for each reason: the test, or how many tests there are. */
function saySkipped(skips) {
  const names = new Map();
  for (const { name, reason } of skips) names.set(reason, [...(names.get(reason) ?? []), name]);
  for (const [reason, [first, ...others]] of names) {
    const what = others.length === 0 ? first : `${others.length + 1} tests`;
    process.stdout.write(`  SKIPPED ${what}: ${reason}\n`);
  }
}

/** One line for each test file, the particulars of each failure, and the counts over all depths. */
function followResults(parser) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const skips = [];
  const failed = [];
  function sayFailure(result) {
    const { at, stack, diff, found, wanted, error, ...rest } = result.diag ?? {};
    const where = at === undefined ? '' : ` (${at.fileName ?? ''}:${at.lineNumber ?? ''})`;
    const failure = cut(`${toSourceName(result.fullname)}${where}`);
    counts.failures.push(failure);
    process.stdout.write(`  FAILED ${failure}\n`);
    const detail =
      diff ?? error ?? stack ?? JSON.stringify(found === undefined ? rest : { found, wanted }, null, 2);
    const lines = String(detail).split('\n').slice(0, MAX_LINES);
    process.stdout.write(`${lines.map((line) => `    ${cut(line)}`).join('\n')}\n`);
  }
  function watch(child, depth) {
    child.on('child', (grandchild) => watch(grandchild, depth + 1));
    child.on('assert', (result) => {
      if (depth === 0) {
        saySkipped(skips.splice(0));
        const seconds = ((result.time ?? 0) / 1000).toFixed(1);
        process.stdout.write(
          `${result.ok ? 'ok    ' : 'NOT OK'} ${toSourceName(result.name)} (${seconds} s)\n`,
        );
        // A process that crashed or hung outside any test.
        if (!result.ok && !failed.some((name) => name.startsWith(`${result.name} > `))) {
          counts.failed += 1;
          sayFailure(result);
        }
      } else if (result.skip) {
        counts.skipped += 1;
        const reason = result.skip === true ? 'no reason given' : result.skip;
        skips.push({ name: toSourceName(result.fullname), reason });
      } else if (result.ok) counts.passed += 1;
      // A test in which something failed was told of by what failed.
      else if (!failed.some((name) => name.startsWith(`${result.fullname} > `))) {
        counts.failed += 1;
        failed.push(result.fullname);
        sayFailure(result);
      }
    });
  }
  watch(parser, 0);
  parser.on('bailout', (reason) => process.stdout.write(`BAILED OUT: ${reason}\n`));
  return counts;
}

/** Runs tap over the files and resolves to its exit status and the counts. */
async function runTap(files) {
  const { Parser } = await import('tap-parser');
  const tap = join(root, 'node_modules/tap/dist/esm/run.mjs');
  const child = spawn(process.execPath, [tap, '--reporter=tap', ...files], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const parser = new Parser();
  const counts = followResults(parser);
  child.stdout.pipe(parser);
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, ...counts };
}

setUp();
const prefixes = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const files = (await Promise.all(WORKSPACES.map(listTests)))
  .flat()
  .filter((file) => isWanted(file, prefixes));
if (files.length === 0) {
  process.stderr.write('No test file matches.\n');
  process.exit(2);
}
const { status, passed, failed, skipped, failures } = await runTap(files);
const needsAll = process.env.COLO_REQUIRE_REAL_PARTS === '1';
if (needsAll && skipped > 0) {
  process.stdout.write(
    'COLO_REQUIRE_REAL_PARTS=1: a test that was skipped for want of a real part counts as failed.\n',
  );
}
if (failures.length > 0) {
  process.stdout.write(`\nFailed:\n${failures.map((failure) => `  ${failure}\n`).join('')}`);
}
process.stdout.write(
  `\n${passed} passed, ${failed + (needsAll ? skipped : 0)} failed, ${needsAll ? 0 : skipped} skipped\n`,
);
process.exitCode = status === 0 && passed > 0 && !(needsAll && skipped > 0) ? 0 : 1;
