import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorTable, outcomeErrors } from '@colo/schemas/errors';
import t from 'tap';
import { isTransientFailure } from '../../src/actuate/attempt-failure.ts';

const RUNNER = new URL('../../../runner/', import.meta.url);
const SOURCES = new URL('../../../src/', import.meta.url);

/** Variables of the runner that hold a code. */
const CODE_VARIABLE = /\b(?:[A-Z]+_CODE|[a-z]+_code|WRITE_PROBLEM)=(?<value>\S*)/g;

/** The code of an attempt's end: the word behind the outcome. */
const END =
  /\b(?:finish_attempt|write_result) (?:failed|installed|removed|rolled-back|"\$conclude_as") (?<value>\S+)/g;

/** What a code is taken from: such a variable, or an argument of a function that was called with one. */
const PASSED_ON = /^(?:"?\$(?:\d|ACT_CODE|WRITE_PROBLEM|back_code)"?|'?'?)$/;

/** Quoted words with an underscore that are no codes: names of variables, and a word of the runner's replies. */
const NO_CODES: ReadonlySet<string> = new Set([
  ...['BASH_ENV', 'SSH_AUTH_SOCK', 'HTTPS_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NO_COLOR'],
  ...['GIT_SSL_CAINFO', 'GIT_NO_LAZY_FETCH', 'GIT_CONFIG_COUNT', 'MIN_READY', 'STAGE_FAILED'],
]);

async function readFolder(folder: URL, ending: string): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(ending) && !name.startsWith('generated'),
  );
  return Promise.all(names.map((name) => readFile(join(folder.pathname, name), 'utf8')));
}

t.test('every code that an attempt can end with is in the table, and the table has no other', async (t) => {
  const found = new Set<string>();
  for (const text of await readFolder(RUNNER, '.sh'))
    for (const { groups } of [...text.matchAll(CODE_VARIABLE), ...text.matchAll(END)]) {
      const value = (groups?.['value'] ?? '').replace(/;+$/, '');
      if (/^[A-Z_]+$/.test(value)) found.add(value);
      else t.match(value, PASSED_ON, 'a code is written out where it begins');
    }
  found.delete('OK');

  t.same([...found].sort(), Object.keys(outcomeErrors).sort());
});

t.test('every code that LO names is in the table', async (t) => {
  let count = 0;
  for (const text of await readFolder(SOURCES, '.ts'))
    for (const [, code = ''] of text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)) {
      if (NO_CODES.has(code)) continue;
      count += 1;
      t.ok(Object.hasOwn(errorTable, code), code);
    }
  t.ok(count > 80);
});

t.test('an outcome is tried again as the table says, and one that is not known is not', async (t) => {
  for (const [code, { kind }] of Object.entries(outcomeErrors))
    t.equal(isTransientFailure(code), kind === 'transient', code);
  for (const code of ['NODE_DISK_FULL', 'toString', '', 'SOMETHING_NEWER'])
    t.notOk(isTransientFailure(code), code);
});
