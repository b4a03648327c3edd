import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { openArchive } from '../../src/archive/open-archive.ts';
import { makeTar, makeTarGz, paxHeader, type RawEntry, tarEnd, tarEntry } from '../fixtures/make-tar.ts';

async function list(bytes: Uint8Array): Promise<readonly string[]> {
  const opened = await openArchive(bytes, { file: 'p/a.tar.gz' });
  if (!opened.ok) return opened.diagnostics.map(({ code, message }) => `${code} ${message}`);
  return opened.value.map(({ path, mode, bytes }) => `${path} ${mode} ${Buffer.from(bytes).toString()}`);
}

t.test('opens a tar, compressed or not, with its files sorted and the top folder named ./', async (t) => {
  const entries: RawEntry[] = [
    { path: './', type: '5', mode: 0o755 },
    { path: './b/', type: '5', mode: 0o755 },
    { path: './b/run.sh', content: 'x', mode: 0o755 },
    { path: './a.txt', content: 'a' },
    { path: './b/', type: '5', mode: 0o755 },
  ];

  const wanted = ['a.txt 100644 a', 'b/run.sh 100755 x'];
  t.same(await list(makeTar(entries)), wanted);
  t.same(await list(makeTarGz(entries)), wanted);
  t.same(await list(Buffer.concat([makeTar(entries), Buffer.alloc(9 * 512)])), wanted, 'padded to a record');
});

t.test('opens what tar itself packs: long names, in GNU and pax form', async (t) => {
  const long = `${'d'.repeat(120)}/${'f'.repeat(140)}`;
  const folder = t.testdir({ top: { [long.slice(0, 120)]: { [long.slice(121)]: 'long' }, ä: 'umlaut' } });
  for (const format of ['gnu', 'posix']) {
    const bytes = execFileSync('tar', ['-C', folder, '-czf', '-', `--format=${format}`, 'top']);

    t.same(await list(bytes), [`top/${long} 100644 long`, 'top/ä 100644 umlaut'], format);
  }
});

t.test(
  'drops setuid, setgid and sticky, and takes from the mode only whether the owner may run it',
  async (t) => {
    const modes = [0o4755, 0o2755, 0o1644, 0o7777, 0o666, 0o011, 0o100];
    const bytes = makeTarGz(modes.map((mode, index) => ({ path: `f${index}`, mode })));

    const found = (await list(bytes)).map((line) => line.split(' ')[1]);

    t.same(found, ['100755', '100755', '100644', '100755', '100644', '100644', '100755']);
  },
);

t.test('refuses paths that lead out, do not show, or are not one path everywhere', async (t) => {
  const paths: Readonly<Record<string, string>> = {
    '/etc/passwd': 'is absolute',
    '../x': 'has a part ..',
    'a/../../x': 'has a part ..',
    'a/./b': 'has a part .',
    'a//b': 'has an empty part',
    'a\\b': 'holds a backslash',
    'a\u202eb': 'holds a character that does not show',
    'a\nb': 'holds a character that does not show',
    '.git/config': 'has a part .git',
    './../x': 'has a part ..',
  };
  for (const [path, why] of Object.entries(paths)) {
    const [line = '', ...more] = await list(makeTarGz([{ path: 'ok' }, { path }]));
    t.match(line, /^MARGO_ARCHIVE_PATH /, JSON.stringify(path));
    t.ok(line.endsWith(why), line);
    t.notMatch(line, /[\n\u202e]/);
    t.same(more, []);
  }
  const [line] = await list(makeTarGz([{ path: '../../d/', type: '5' }]));
  t.match(line, /^MARGO_ARCHIVE_PATH .* has a part \.\./, 'a folder');
  const latinName = tarEntry({ path: '././@LongLink', type: 'L', content: Buffer.from([0x61, 0xff]) });
  const [latin] = await list(makeTar([latinName, { path: 'x' }]));
  t.match(latin, /^MARGO_ARCHIVE_PATH .* is not UTF-8 text/);
});

t.test('checks the name that a pax header or a GNU long name puts in place of the plain one', async (t) => {
  const hidden: readonly Buffer[] = [
    paxHeader({ path: '../out' }),
    tarEntry({ path: '././@LongLink', type: 'L', content: '../out\0' }),
  ];
  for (const header of hidden) {
    t.match(await list(makeTarGz([header, { path: 'harmless' }])), [
      /^MARGO_ARCHIVE_PATH \.\.\/out in the archive/,
    ]);
  }
  t.same(
    await list(makeTarGz([paxHeader({ path: 'fine', comment: 'a\nb' }), { path: '../out', content: 'x' }])),
    ['fine 100644 x'],
  );
  t.match(await list(makeTarGz([paxHeader({ path: 'a\0b' }), { path: 'x' }])), [/^MARGO_ARCHIVE_PATH/]);
  t.match(await list(makeTarGz([paxHeader({ path: '../all' }, 'g'), { path: 'x' }])), [
    /pax header that cannot/,
  ]);
  t.same(await list(makeTarGz([paxHeader({ comment: 'a commit' }, 'g'), { path: 'x' }])), ['x 100644 ']);
});

t.test('takes the size of a pax header, and no data that hides behind it', async (t) => {
  const inner = makeTar([{ path: 'smuggled', content: 'x' }]);
  const sized = [paxHeader({ size: String(inner.byteLength) }), tarEntry({ path: 'a', size: 0 }), inner];

  t.match(await list(makeTar(sized)), [/^a 100644 smuggled/]);
  t.match(await list(makeTar([paxHeader({ size: '-1' }), { path: 'a' }])), [
    /pax header that cannot be read/,
  ]);
});

t.test('a folder that claims a size has no data: what follows it is read, as tar reads it', async (t) => {
  const folder = { path: 'd/', type: '5', mode: 0o755 };
  const claims = [[tarEntry({ ...folder, size: 512 })], [paxHeader({ size: '512' }), folder]];
  for (const claim of claims) {
    const bytes = makeTar([...claim, { path: 'd/a', content: 'x' }]);

    t.same(await list(bytes), ['d/a 100644 x']);
    t.match(execFileSync('tar', ['-tf', '-'], { input: bytes, encoding: 'utf8' }), /^d\/\nd\/a\n$/);
  }
});

t.test('refuses a size below nothing, which would have it read the same header for ever', async (t) => {
  const base256 = `${'\xff'.repeat(10)}\xfe\x00`;
  for (const size of ['-0000001000', base256]) {
    for (const type of ['0', 'x', 'g', 'L', 'K']) {
      const lines = await list(makeTar([tarEntry({ path: 'a', type, size })]));
      t.match(
        lines,
        [/^MARGO_ARCHIVE_UNREADABLE .* has a header without a size at byte 0/],
        `${type} ${size}`,
      );
    }
  }
});

t.test('refuses whatever is no plain file and no folder', async (t) => {
  const types: Readonly<Record<string, string>> = {
    '1': 'a hard link',
    '2': 'a symbolic link',
    '3': 'a character device',
    '4': 'a block device',
    '6': 'a pipe',
    '7': 'neither a file nor a folder',
    S: 'a sparse file',
    V: 'neither a file nor a folder',
    Z: 'neither a file nor a folder',
  };
  for (const [type, what] of Object.entries(types)) {
    const lines = await list(makeTarGz([{ path: 'ok' }, { path: 'odd', type, link: '/etc/shadow' }]));
    t.same(lines, [`MARGO_ARCHIVE_ENTRY odd in the archive p/a.tar.gz is ${what}`], type);
  }
  const sparse = [paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }), tarEntry({ path: 'x' })];
  t.match(await list(makeTarGz(sparse)), [/^MARGO_ARCHIVE_ENTRY x .* is a sparse file/]);
});

t.test('refuses names that stand twice, differ in case alone, or are a file and a folder', async (t) => {
  const pairs: readonly (readonly RawEntry[])[] = [
    [{ path: 'a' }, { path: 'a' }],
    [{ path: 'a' }, { path: './a' }],
    [{ path: 'A/x' }, { path: 'a/y' }],
    [{ path: 'README' }, { path: 'readme' }],
    [{ path: 'a' }, { path: 'a/b' }],
    [{ path: 'a' }, { path: 'a/', type: '5' }],
    [{ path: 'D/', type: '5' }, { path: 'd/', type: '5' }, { path: 'x' }],
    [{ path: 'caf\u00e9' }, { path: 'cafe\u0301' }],
  ];
  for (const pair of pairs) {
    const [line = '', ...more] = await list(makeTarGz(pair));
    t.match(
      line,
      /^MARGO_ARCHIVE_PATH .* in the archive p\/a\.tar\.gz cannot be unpacked: /,
      JSON.stringify(pair),
    );
    t.same(more, []);
  }
});

t.test('names the place of each fault below the archive', async (t) => {
  const opened = await openArchive(makeTarGz([{ path: 'l', type: '2' }]), { file: 'apps/x/a.tgz' });

  t.match(opened, { ok: false, diagnostics: [{ file: 'apps/x/a.tgz/l', line: 1, column: 1 }] });
});

t.test('lists fifty faults of an archive at most', async (t) => {
  const links = Array.from({ length: 80 }, (_, index) => ({ path: `l${index}`, type: '2' }));

  t.equal((await list(makeTarGz(links))).length, 50);
});

t.test('refuses what is damaged, cut short, empty, or followed by something', async (t) => {
  const tar = makeTar([
    { path: 'a', content: 'x'.repeat(600) },
    { path: 'b', content: 'y' },
  ]);
  const zipped = gzipSync(tar);
  const damaged = Buffer.from(zipped);
  damaged.writeUInt8((damaged.readUInt8(30) + 1) % 256, 30);
  const flipped = Buffer.from(tar);
  flipped.write('c', 0);
  const unkept = tarEntry({ path: 'a' });
  unkept.fill(0xff, 100, 108).writeUInt8(0x81, 100);
  const cases: Readonly<Record<string, Uint8Array>> = {
    empty: Buffer.alloc(0),
    'no archive': Buffer.from('hello'),
    'a gzip of no tar': gzipSync('hello'),
    'a gzip in a gzip': gzipSync(zipped),
    'cut in the gzip': zipped.subarray(0, -5),
    'a damaged gzip': damaged,
    'garbage behind the gzip': Buffer.concat([zipped, Buffer.from('garbage')]),
    'zeros behind the gzip': Buffer.concat([zipped, Buffer.alloc(8)]),
    'cut in a file': gzipSync(tar.subarray(0, 700)),
    'cut before the end': gzipSync(tar.subarray(0, -tarEnd.byteLength)),
    'cut in the end': gzipSync(tar.subarray(0, -512)),
    'a damaged header': gzipSync(flipped),
    'an archive behind the end': Buffer.concat([tar, tar]),
    'no entries': makeTarGz([]),
    'folders alone': makeTarGz([{ path: 'a/', type: '5' }]),
    'a number that no program can keep': makeTarGz([unkept]),
    'a pax header alone': makeTarGz([paxHeader({ path: 'x' })]),
    'a broken pax header': makeTarGz([
      tarEntry({ path: 'p', type: 'x', content: '99 path=x\n' }),
      { path: 'a' },
    ]),
    'a pax header without a key': makeTarGz([
      tarEntry({ path: 'p', type: 'x', content: 'path' }),
      { path: 'a' },
    ]),
  };
  for (const [name, bytes] of Object.entries(cases))
    t.match(await list(bytes), [/^MARGO_ARCHIVE_UNREADABLE the archive p\/a\.tar\.gz /], name);
});

t.test('opens a gzip of several members, as gzip itself does', async (t) => {
  const tar = makeTar([{ path: 'a', content: 'x' }]);

  t.same(await list(Buffer.concat([gzipSync(tar.subarray(0, 300)), gzipSync(tar.subarray(300))])), [
    'a 100644 x',
  ]);
});

t.test('keeps an archive in an archive as the file that it is', async (t) => {
  const inner = makeTarGz([{ path: '../evil', type: '2' }]);
  const opened = await openArchive(makeTarGz([{ path: 'inner.tar.gz', content: inner }]), {
    file: 'a.tar.gz',
  });

  t.ok(opened.ok && Buffer.from(opened.value[0]?.bytes ?? []).equals(inner));
});
