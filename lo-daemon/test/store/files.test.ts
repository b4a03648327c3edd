import { mkdir, readdir, readFile, readlink, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { AppendLog } from '../../src/store/append-log.ts';
import { BlobStore } from '../../src/store/blob-store.ts';
import { readJsonFile, writeJsonFile } from '../../src/store/json-file.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { writeFileAtomic } from '../../src/store/write-file-atomic.ts';

t.test('a file is replaced as a whole, and the content before can stay', async (t) => {
  const folder = t.testdir();
  const [file, previous] = [join(folder, 'a'), join(folder, 'a.previous')];

  for (const content of ['one', 'two', 'three'])
    await writeFileAtomic(file, content, { keepPreviousAs: previous });

  t.equal(await readFile(file, 'utf8'), 'three');
  t.equal(await readFile(previous, 'utf8'), 'two');
  t.equal((await stat(file)).mode & 0o777, 0o600);
  t.same((await readdir(folder)).sort(), ['a', 'a.previous'], 'nothing temporary stays');
});

t.test('a write that fails leaves the old content and nothing else', async (t) => {
  const folder = t.testdir({ a: 'old' });
  await mkdir(join(folder, 'folder'));

  await t.rejects(writeFileAtomic(join(folder, 'folder'), 'x'), { code: 'LO_STATE_UNWRITABLE' });
  await t.rejects(writeFileAtomic(join(folder, 'none/a'), 'x'), { code: 'LO_STATE_UNWRITABLE' });

  t.equal(await readFile(join(folder, 'a'), 'utf8'), 'old');
  t.same((await readdir(folder)).sort(), ['a', 'folder']);
});

t.test('a value whose checksum does not fit counts as absent', async (t) => {
  const file = join(t.testdir(), 'value.json');
  const value = { name: 'berlin', list: [1, 2], gone: undefined };
  await writeJsonFile(file, value);
  t.same(await readJsonFile(file), { name: 'berlin', list: [1, 2] });
  const text = await readFile(file, 'utf8');

  for (const [name, damaged] of [
    ['changed', text.replace('berlin', 'bremen')],
    ['cut off', text.slice(0, -10)],
    ['empty', ''],
    ['zeroes', '\0'.repeat(text.length)],
    ['without checksum', '{"value":{"name":"berlin"}}'],
    ['no object', '1'],
  ] as const) {
    await writeFile(file, damaged);
    t.equal(await readJsonFile(file), undefined, name);
  }
  t.equal(await readJsonFile(`${file}.none`), undefined);
});

t.test('a line that was cut off costs itself alone', async (t) => {
  const file = join(t.testdir(), 'log', 'lines');
  const log = new AppendLog(file);
  await Promise.all([log.append('one\n'), log.append('two\nthree\n')]);
  await log.close();
  await truncate(file, (await stat(file)).size - 3);

  const next = new AppendLog(file);
  await next.append('four\n');
  t.same(await next.readLines(), ['one', 'two', 'thr', 'four']);
  await next.replace('five\n');
  await next.append('six\n');
  t.same(await next.readLines(), ['five', 'six']);
  await next.close();
});

t.test('stored bytes are verified when they are read', async (t) => {
  const folder = t.testdir();
  const store = new BlobStore(folder);
  const sha256 = await store.put(Buffer.from('content'));
  t.equal(Buffer.from(await store.get(sha256)).toString(), 'content');
  await writeFile(join(folder, sha256.slice(0, 2), sha256), 'CONTENT');

  await t.rejects(store.get(sha256), { code: 'LO_STATE_DAMAGED' });
  t.throws(() => store.getSync(sha256), { code: 'LO_STATE_DAMAGED' });
  const kept = await store.put(Buffer.from('kept'));
  await store.prune(new Set([kept]));
  await t.rejects(store.get(sha256), { code: 'LO_STATE_DAMAGED' });
  t.equal(Buffer.from(store.getSync(kept)).toString(), 'kept');
});

t.test('a file that is there and cannot be read is not taken for an absent one', async (t) => {
  const folder = t.testdir();
  const bytes = Buffer.from('x');
  const blobs = new BlobStore(join(folder, 'blobs'));
  const sha256 = await blobs.put(bytes);
  const blob = join(folder, 'blobs', sha256.slice(0, 2), sha256);
  await rm(blob);
  // A folder in the place of a file cannot be read by anybody, root included.
  for (const path of [
    blob,
    join(folder, 'value.json'),
    join(folder, 'lines'),
    join(folder, 'actual-state.json'),
  ])
    await mkdir(path);
  const refused = { code: 'LO_STATE_UNREADABLE' };

  await t.rejects(readJsonFile(join(folder, 'value.json')), refused);
  await t.rejects(new AppendLog(join(folder, 'lines')).readLines(), refused);
  await t.rejects(blobs.get(sha256), refused);
  t.throws(() => blobs.getSync(sha256), refused);
  await t.rejects(new StateStore(folder, 'berlin').load(), refused);
});

t.test('bytes of which nobody can tell whether they are kept are not taken for new ones', async (t) => {
  const folder = t.testdir();
  const blobs = new BlobStore(folder);
  const bytes = Buffer.from('x');
  const sha256 = await blobs.put(bytes);
  const blob = join(folder, sha256.slice(0, 2), sha256);
  await rm(blob);
  // Neither can be followed by anybody, root included: a link to itself, and a file in the place of the folder.
  await symlink(sha256, blob);
  await t.rejects(blobs.put(bytes), { code: 'LO_STATE_UNREADABLE' });
  t.equal(await readlink(blob), sha256, 'nothing was written over it');

  await rm(join(folder, sha256.slice(0, 2)), { recursive: true });
  await writeFile(join(folder, sha256.slice(0, 2)), '');
  await t.rejects(blobs.put(bytes), { code: 'LO_STATE_UNREADABLE' });
});
