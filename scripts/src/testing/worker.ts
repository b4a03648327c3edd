// A process that runs test files one after the other, as the runner hands them out, and prints TAP: each file is a test
// whose subtests are those of the file. Files share what was loaded before them and nothing else: each closes what it
// opened, which is checked; a worker in which something failed takes no further file.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import { type FileEnd, type FileOrder, isFileOrder } from './messages.ts';
import { awaitClosed, countOpenResources } from './open-resources.ts';
import { readProcessorTime } from './processor-time.ts';

/** Most that a file may take, in milliseconds; a single test may set less. */
const FILE_TIMEOUT_MS = 900_000;

/**
 * What a test file calls on tap's root: helpers that stand outside of every test assert there. Tap has one root in a
 * process, so all of it is handed on to the test of the file at work.
 */
const HANDED_ON = [
  ...['test', 'setTimeout', 'teardown', 'pass', 'fail', 'ok', 'notOk', 'equal', 'not', 'same', 'notSame'],
  ...[
    'strictSame',
    'strictNotSame',
    'has',
    'match',
    'notMatch',
    'type',
    'throws',
    'doesNotThrow',
    'resolves',
    'rejects',
  ],
];

/**
 * A process that holds more takes no further file: Linux copies the page tables of a process for each program that it
 * starts, and tests start thousands. Past this size that costs more than to load everything anew.
 */
const FULL_BYTES = 240 * 1024 * 1024;

let current: Test = t;
/** How often the file at work called one of them: a file that never does tests nothing. */
let calls = 0;
const startFile = t.test.bind(t);
for (const name of HANDED_ON) {
  const own: unknown = Reflect.get(t, name);
  Reflect.set(t, name, (...args: readonly unknown[]) => {
    calls += 1;
    // A test that has ended hands on what still comes to its parent, which is the root: that ends here.
    const target = current.results === undefined ? current : t;
    const method: unknown = target === t ? own : Reflect.get(target, name);
    if (typeof method !== 'function') throw new TypeError(`tap has no ${name}`);
    return Reflect.apply(method, target, args);
  });
}

async function runFile({ source, compiled }: FileOrder): Promise<boolean> {
  const before = countOpenResources();
  const results = await startFile(source, { timeout: FILE_TIMEOUT_MS }, async (file) => {
    current = file;
    calls = 0;
    file.testdirName = resolve('.tap/fixtures', source.replace(/[^a-z0-9]+/giu, '-'));
    await import(pathToFileURL(compiled).href);
    if (calls === 0) file.fail('there is no test in it');
    // The tests of a file queue up while it is loaded; what is left open is looked at behind them all.
    file.test('everything that was opened is closed', async (last) => {
      if (file.passing()) last.strictSame(await awaitClosed(before), []);
    });
  });
  return results?.ok === true;
}

function send(end: FileEnd): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) reject(new Error('a worker is started by `npm test`'));
    else process.send(end, undefined, {}, (error) => (error === null ? resolve() : reject(error)));
  });
}

async function obey(order: FileOrder): Promise<void> {
  const before = readProcessorTime();
  const ok = await runFile(order);
  const last = !ok || process.memoryUsage.rss() > FULL_BYTES;
  await send({ source: order.source, processorSeconds: readProcessorTime() - before, last });
  // The body of a test that ran out of time is still at work, in folders that were removed behind it.
  if (!ok) process.exit(1);
  if (last) process.disconnect();
}

// Tap lets the channel to the runner keep nothing alive; between two files nothing else does.
const alive = setInterval(() => undefined, 2 ** 30);
process.on('disconnect', () => clearInterval(alive));
process.on('message', (message) => {
  if (isFileOrder(message)) void obey(message);
  else process.disconnect();
});
await send({ processorSeconds: readProcessorTime(), last: false });
