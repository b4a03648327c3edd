import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { readCredential } from '../../src/config/read-credential.ts';
import { redact } from '../../src/report/redact.ts';

const VARIABLE = 'LO_TEST_CREDENTIAL';

t.test('a secret is read anew each time, trimmed, and never shown again', async (t) => {
  const file = join(t.testdir(), 'token');
  await writeFile(file, 'first-secret-value\n', { mode: 0o600 });
  t.equal(await readCredential({ file }), 'first-secret-value');
  await writeFile(file, '  second-secret-value  ');
  t.equal(await readCredential({ file }), 'second-secret-value');
  process.env[VARIABLE] = 'third-secret/value';
  t.teardown(() => delete process.env[VARIABLE]);
  t.equal(await readCredential({ environment: VARIABLE }), 'third-secret/value');

  for (const secret of ['first-secret-value', 'second-secret-value', 'third-secret/value'])
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
      t.equal(redact(`a ${form} b`), 'a [redacted] b');
});

t.test('what cannot be a secret of this LO alone is refused, without showing it', async (t) => {
  const folder = t.testdir({ empty: '', open: 'open-secret', lines: 'one-secret\ntwo-secret' });
  const large = join(folder, 'large');
  await writeFile(large, 'x'.repeat(20_000), { mode: 0o600 });
  for (const name of ['empty', 'lines']) await chmod(join(folder, name), 0o600);
  await chmod(join(folder, 'open'), 0o640);
  for (const credential of [
    { file: join(folder, 'none') },
    { file: join(folder, 'empty') },
    { file: join(folder, 'open') },
    { file: join(folder, 'lines') },
    { file: large },
    { file: folder },
    { environment: 'LO_TEST_NOT_SET' },
  ]) {
    const error = await readCredential(credential).catch((caught: unknown) => caught);
    t.match(error, { code: 'LO_CREDENTIAL_UNUSABLE' }, JSON.stringify(credential));
    t.notMatch(JSON.stringify(error), /open-secret|one-secret|two-secret/);
  }
});
