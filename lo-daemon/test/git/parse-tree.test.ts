import t from 'tap';
import { computeFingerprint } from '../../src/git/compute-fingerprint.ts';
import { formatAuthorization } from '../../src/git/format-authorization.ts';
import { createGitEnvironment } from '../../src/git/git-environment.ts';
import { parseTree } from '../../src/git/parse-tree.ts';

const ID = 'a'.repeat(40);

t.test('a listing is read with every name that Git allows', async (t) => {
  const paths = ['a b', 'tab\there', 'line\nfeed', 'ä', '"quoted"', '-option'];
  const output = paths.map((path) => `100644 blob ${ID}\t${path}\0`).join('');

  t.same(
    parseTree(Buffer.from(output)).map(({ path }) => path),
    paths,
  );
  t.same(parseTree(Buffer.from(`160000 commit ${ID}\tmodule\0`)), [
    { mode: '160000', type: 'commit', id: ID, path: 'module' },
  ]);
  t.same(parseTree(Buffer.alloc(0)), []);
});

t.test('a line that is none is an error, never an entry left out', async (t) => {
  for (const line of ['x', `100644 blob ${ID}`, `100644 blob zzz\ta`, `100644 blob ${ID}\t`, ` ${ID}\ta`])
    t.throws(() => parseTree(Buffer.from(`${line}\0`)), { code: 'GIT_OBJECT_UNREADABLE' }, line);
});

t.test('a fingerprint follows content, mode and place, and not their order', async (t) => {
  const entry = { mode: '040000', type: 'tree', id: ID, path: 'a' };
  const other = { ...entry, path: 'b', id: 'b'.repeat(40) };
  const print = computeFingerprint([entry, other]);

  t.equal(computeFingerprint([other, entry]), print);
  for (const changed of [{ id: 'c'.repeat(40) }, { mode: '100644' }, { path: 'c' }])
    t.not(computeFingerprint([{ ...entry, ...changed }, other]), print);
});

t.test('a credential is in no argument, and nothing of the own environment steers Git', async (t) => {
  process.env['GIT_SSH_COMMAND'] = 'touch /tmp/x';
  t.teardown(() => delete process.env['GIT_SSH_COMMAND']);
  const header = `Authorization: ${formatAuthorization('token')}`;

  const environment = createGitEnvironment({
    authorization: { url: 'https://x.test/', header },
    offline: true,
  });

  t.equal(environment['GIT_SSH_COMMAND'], undefined);
  t.equal(environment['GIT_TERMINAL_PROMPT'], '0');
  const count = Number(environment['GIT_CONFIG_COUNT']);
  const config = new Map(
    Array.from({ length: count }, (_, index) => [
      environment[`GIT_CONFIG_KEY_${index}`],
      environment[`GIT_CONFIG_VALUE_${index}`],
    ]),
  );
  t.equal(config.get('http.https://x.test/.extraHeader'), header);
  t.equal(config.get('core.hooksPath'), '/dev/null');
  t.equal(config.get('protocol.allow'), 'never');
  t.equal(formatAuthorization('a:b'), `Basic ${Buffer.from('a:b').toString('base64')}`);
  t.equal(formatAuthorization('t'), `Basic ${Buffer.from('x-access-token:t').toString('base64')}`);
});
