import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import {
  createDataRig,
  type DataRig,
  makeBusyboxPrograms,
  makeCrashingPrograms,
  type Shipped,
} from './data-rig.ts';

t.setTimeout(300_000);

interface Case {
  readonly name: string;
  readonly before: Shipped;
  /** What the application does in between. */
  readonly act?: (rig: DataRig) => void;
  readonly after: Shipped;
  readonly kind?: 'programs';
  readonly places?: string;
  readonly tree: Readonly<Record<string, string>>;
  readonly note?: RegExp;
}

const remove = (path: string) => (rig: DataRig) => rmSync(join(rig.data, 'files', path), { recursive: true });

const cases: readonly Case[] = [
  {
    name: 'an unedited file is replaced, one that is shipped no more removed, with its folder',
    before: { 'conf/a': '1', 'conf/old/b': '1', c: '1' },
    after: { 'conf/a': '2', c: '1', 'new/d': '2' },
    tree: { 'conf/a': '2', c: '1', 'new/d': '2' },
    note: /^$/,
  },
  {
    name: 'what the application made stays, in a folder that is shipped no more as well',
    before: { 'conf/a': '1', 'old/b': '1' },
    act: (rig) => {
      rig.write('conf/made', 'm');
      rig.write('old/made', 'm');
      rig.write('data/x', 'm');
    },
    after: { 'conf/a': '2' },
    tree: { 'conf/a': '2', 'conf/made': 'm', 'old/made': 'm', 'data/x': 'm' },
  },
  {
    name: 'an edited file stays; where the shipped one changed, the new one lies beside it, and that is said',
    before: { 'conf/a': '1', 'conf/b': '1' },
    act: (rig) => {
      rig.write('conf/a', 'mine');
      rig.write('conf/b', 'mine');
    },
    after: { 'conf/a': '2', 'conf/b': '1' },
    tree: { 'conf/a': 'mine', 'conf/a.colo-new': '2', 'conf/b': 'mine' },
    note: /edited files stay.* NAME\.colo-new: conf\/a; $/,
  },
  {
    name: 'an edited file that is shipped no more stays',
    before: { a: '1', b: '1' },
    act: (rig) => rig.write('a', 'mine'),
    after: { b: '1' },
    tree: { a: 'mine', b: '1' },
  },
  {
    name: 'a removed file is restored',
    before: { a: '1', 'b/c': '1' },
    act: remove('b'),
    after: { a: '1', 'b/c': '1' },
    tree: { a: '1', 'b/c': '1' },
  },
  {
    name: 'an edit that is the new version is none',
    before: { a: '1' },
    act: (rig) => rig.write('a', '2'),
    after: { a: '2' },
    tree: { a: '2' },
    note: /^$/,
  },
  {
    name: 'an unedited file gives way to a folder, and a folder of such files to a file',
    before: { a: '1', 'b/c': '1' },
    after: { 'a/x': '2', b: '2' },
    tree: { 'a/x': '2', b: '2' },
  },
  {
    name: 'an edited file in the way of a folder, or a folder with data in the way of a file, is moved aside',
    before: { a: '1', 'b/c': '1' },
    act: (rig) => {
      rig.write('a', 'mine');
      rig.write('b/made', 'm');
    },
    after: { 'a/x': '2', b: '2' },
    tree: { 'a.colo-old': 'mine', 'a/x': '2', 'b.colo-old/made': 'm', b: '2' },
    note: /moved to: .*a\.colo-old.*/,
  },
  {
    name: 'a mode that changed is followed',
    before: { a: '1', 'b+x': '1' },
    after: { 'a+x': '1', b: '1' },
    tree: { 'a+x': '1', b: '1' },
  },
  {
    name: 'a program is always that of the package, where it is one; its folder keeps the rest',
    before: { 'run.sh+x': '1', 'gone.sh+x': '1', conf: '1' },
    act: (rig) => {
      rig.write('run.sh', 'mine');
      rig.write('gone.sh', 'mine');
      rig.write('conf', 'mine');
    },
    after: { 'run.sh+x': '2', conf: '1' },
    kind: 'programs',
    tree: { 'run.sh+x': '2', conf: 'mine' },
    note: /^$/,
  },
  {
    name: 'only the places that are asked for are touched',
    before: { 'conf/a': '1', 'confer/a': '1', 'one.ini': '1', 'compose.yaml': '1' },
    after: { 'conf/a': '2', 'confer/a': '2', 'one.ini': '2', 'compose.yaml': '2' },
    places: 'conf\none.ini',
    tree: { 'conf/a': '2', 'one.ini': '2' },
  },
  {
    name: 'names that a package may have are only names',
    before: {
      '-rf': '1',
      '--files-from=x': '1',
      'a: OK': '1',
      'b: FAILED': '1',
      ' lead': '1',
      '*': '1',
      '$(id)': '1',
      'it\'s "q"': '1',
      'ä/ö': '1',
      '[x]/?': '1',
      '#x': '1',
    },
    act: (rig) => rig.write('a: OK', 'mine'),
    after: {
      '-rf': '2',
      '--files-from=x': '2',
      'a: OK': '2',
      'b: FAILED': '2',
      ' lead': '2',
      '*': '2',
      '$(id)': '2',
      'it\'s "q"': '2',
      'ä/ö': '2',
      '[x]/?': '2',
      '#x': '2',
    },
    tree: {
      '-rf': '2',
      '--files-from=x': '2',
      'a: OK': 'mine',
      'a: OK.colo-new': '2',
      'b: FAILED': '2',
      ' lead': '2',
      '*': '2',
      '$(id)': '2',
      'it\'s "q"': '2',
      'ä/ö': '2',
      '[x]/?': '2',
      '#x': '2',
    },
  },
];

for (const { name, before, act, after, kind = 'all', places = '.', tree, note } of cases) {
  t.test(name, async (t) => {
    const rig = createDataRig(t);
    t.match(rig.merge(before, { kind, places }), { status: 0, errors: '' });
    act?.(rig);

    const result = rig.merge(after, { kind, places });

    t.equal(result.status, 0, result.errors);
    t.same(rig.tree(), tree);
    if (note !== undefined) t.match(result.note, note);
    t.equal(rig.merge(after, { kind, places }).status, 0);
    t.same(rig.tree(), tree, 'once more changes nothing');
  });
}

t.test(
  'a return to the version before restores what is unedited, and leaves what is edited as it was',
  async (t) => {
    const rig = createDataRig(t);
    rig.merge({ a: '1', b: '1', old: '1' });
    rig.write('b', 'mine');
    rig.merge({ a: '2', b: '2', new: '2' });
    rig.write('made', 'm');

    const back = rig.merge({ a: '1', b: '1', old: '1' });

    t.same(rig.tree(), { a: '1', b: 'mine', old: '1', made: 'm' });
    t.equal(back.note, '');
  },
);

t.test('who removed the file beside an edited one has seen it', async (t) => {
  const rig = createDataRig(t);
  rig.merge({ a: '1' });
  rig.write('a', 'mine');
  rig.merge({ a: '2' });
  remove('a.colo-new')(rig);

  rig.merge({ a: '2' });

  t.same(rig.tree(), { a: 'mine' });
});

t.test('shipped files behind a link of the application are left out, which is said', async (t) => {
  const rig = createDataRig(t);
  rig.merge({ 'conf/a': '1', 'conf/b': '1' });
  renameSync(join(rig.data, 'files/conf'), join(rig.data, 'files/mine'));
  symlinkSync('mine', join(rig.data, 'files/conf'));

  const result = rig.merge({ 'conf/a': '1', 'conf/b': '1', 'conf/new': '2' });

  t.same(rig.tree(), { conf: '-> mine', 'mine/a': '1', 'mine/b': '1' });
  t.match(result, {
    status: 0,
    note: /left out, because links of the application are in the way: conf\/new; $/,
  });
});

t.test('a program that a link of the application leads away from is no success', async (t) => {
  const rig = createDataRig(t);
  rig.merge({ 'bin/tool+x': '1', 'bin/note': '1' }, { kind: 'programs' });
  renameSync(join(rig.data, 'files/bin'), join(rig.data, 'files/mine'));
  symlinkSync('mine', join(rig.data, 'files/bin'));

  const result = rig.merge({ 'bin/tool+x': '2', 'bin/note': '1' }, { kind: 'programs' });

  t.match(result, { status: 1, errors: /^bin\/tool is a program of the package, and .* a link/ });
  t.match(rig.merge({ 'bin/tool+x': '1', 'bin/note': '1' }, { kind: 'programs' }), { status: 0 });
  t.same(rig.tree(), { bin: '-> mine', 'mine/tool+x': '1', 'mine/note': '1' }, 'a return finds its own');
});

const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', 'sh'];
t.test(
  'folders that the application has closed to its user are opened for the merge, and are as before then',
  { skip: process.getuid?.() === 0 ? false : 'the merge of another user needs root' },
  async (t) => {
    const rig = createDataRig(t);
    const merge = (version: Shipped) => {
      execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, rig.root]);
      return rig.merge(version, { kind: 'programs', shell: AS_NOBODY });
    };
    merge({ 'conf/a': '1', 'conf/in/b': '1', 'conf/in/edited': '1', 'conf/gone/c': '1', 'free/d': '1' });
    rig.write('conf/in/edited', 'mine');
    const modes = { 'conf/in': 0o000, 'conf/gone': 0o555, conf: 0o500 };
    for (const [path, mode] of Object.entries(modes)) chmodSync(join(rig.data, 'files', path), mode);

    const result = merge({ 'conf/a': '2', 'conf/in/b': '2', 'conf/in/edited': '2', 'free/d': '2' });

    t.match(result, { status: 0, errors: /^edited files stay[^\n]*\n$/ });
    t.same(rig.tree(), {
      'conf/a': '2',
      'conf/in/b': '2',
      'conf/in/edited': 'mine',
      'conf/in/edited.colo-new': '2',
      'free/d': '2',
    });
    const mode = (path: string) => statSync(join(rig.data, 'files', path)).mode & 0o777;
    t.same([mode('conf'), mode('conf/in')], [0o500, 0]);
  },
);

t.test(
  'a purge deletes what the application has closed to its user',
  { skip: process.getuid?.() === 0 ? false : 'the purge of another user needs root' },
  async (t) => {
    const rig = createDataRig(t);
    rig.merge({ a: '1' });
    rig.write('deep/er/file', 'x');
    chmodSync(join(rig.data, 'files/deep/er'), 0o555);
    chmodSync(join(rig.data, 'files/deep'), 0);
    execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, rig.root]);

    t.match(rig.purge(AS_NOBODY), { status: 0, errors: '' });

    t.notOk(existsSync(rig.data));
  },
);

t.test(
  'containers can read what is shipped, whatever the umask; others on the host cannot reach it',
  async (t) => {
    const rig = createDataRig(t);

    rig.merge({ 'conf/a': '1', 'run+x': '1' }, { places: 'conf\nrun' });

    const mode = (path: string) => (statSync(join(rig.data, path)).mode & 0o777).toString(8);
    t.same(['files', 'files/conf', 'files/conf/a', 'files/run'].map(mode), ['755', '755', '644', '755']);
    t.same(['.', 'shipped'].map(mode), ['700', '600']);
  },
);

const damages: Readonly<Record<string, (file: string) => void>> = {
  'a flipped bit': (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('./a', './b')),
  'no end': (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 90)),
  nothing: (file) => writeFileSync(file, ''),
  'no file': (file) => rmSync(file),
};
for (const [damage, apply] of Object.entries(damages)) {
  t.test(`a baseline with ${damage} is made anew from what the node has of other versions`, async (t) => {
    const rig = createDataRig(t);
    rig.merge({ a: '1', b: '1' });
    rig.write('b', 'mine');
    apply(join(rig.data, 'shipped'));

    const result = rig.merge({ a: '2', b: '2' });

    t.equal(result.status, 0, result.errors);
    t.same(rig.tree(), { a: '2', b: 'mine', 'b.colo-new': '2' });
  });
}

t.test('a crash at any step is made good by the next merge, of either version', async (t) => {
  const before = { 'conf/a': '1', b: '1', 'old/c': '1', d: '1', e: '1', 'f+x': '1' };
  const after = { 'conf/a': '2', b: '2', 'new/c': '2', 'd/x': '2', e: '1', f: '1', 'g/h': '2' };
  const start = createDataRig(t);
  start.merge(before);
  start.write('b', 'mine');
  start.write('old/made', 'm');
  const there = {
    'conf/a': '2',
    b: 'mine',
    'b.colo-new': '2',
    'new/c': '2',
    'old/made': 'm',
    'd/x': '2',
    e: '1',
    f: '1',
    'g/h': '2',
  };
  const back = { 'conf/a': '1', b: 'mine', 'old/c': '1', 'old/made': 'm', d: '1', e: '1', 'f+x': '1' };
  for (let call = 0; ; call += 1) {
    const forth = createDataRig(t, start);
    const programs = makeCrashingPrograms(forth.root, ['mv', 'rm', 'rmdir', 'mkdir', 'tar']);
    programs.crashAt(call);
    const isOver = forth.merge(after, { programs: programs.folder }).status === 0 && programs.calls() <= call;
    const again = createDataRig(t, forth);
    t.equal(forth.merge(after).status, 0);
    t.same(forth.tree(), there, `forth after a crash at call ${call}`);
    t.equal(again.merge(before).status, 0);
    t.same(again.tree(), back, `back after a crash at call ${call}`);
    if (isOver) {
      t.ok(call > 15, `${call} calls`);
      break;
    }
  }
});

/** What an application plants to make the runner, which may be root, write elsewhere. */
const plants: Readonly<Record<string, (files: string, outside: string) => void>> = {
  'its folder is a link': (files, outside) => {
    renameSync(join(files, 'conf'), join(files, 'was'));
    symlinkSync(outside, join(files, 'conf'));
  },
  'a file is a link': (files, outside) => {
    rmSync(join(files, 'conf/a'));
    symlinkSync(join(outside, 'a'), join(files, 'conf/a'));
  },
  'a removed file is a link': (files, outside) => {
    rmSync(join(files, 'conf/sub/gone'));
    symlinkSync(join(outside, 'gone'), join(files, 'conf/sub/gone'));
  },
  'an inner folder is a link': (files, outside) => {
    rmSync(join(files, 'conf/sub'), { recursive: true });
    symlinkSync(join(outside), join(files, 'conf/sub'));
  },
  'names of the runner are links': (files, outside) => {
    for (const name of ['a.colo-new', 'a.colo-old', '.a.next'])
      symlinkSync(join(outside, 'a'), join(files, 'conf', name));
    writeFileSync(join(files, 'conf/a'), 'mine');
    symlinkSync(outside, join(files, 'conf/new'));
  },
  'a file is a pipe that nobody writes to': (files) => {
    rmSync(join(files, 'conf/a'));
    execFileSync('mkfifo', [join(files, 'conf/a')]);
  },
};
for (const [plant, act] of Object.entries(plants)) {
  for (const kind of ['all', 'programs'] as const) {
    t.test(`${kind}: nothing is written through a link: ${plant}`, async (t) => {
      const rig = createDataRig(t);
      const outside = mkdtempSync(join(tmpdir(), 'colo-outside-'));
      t.teardown(() => rmSync(outside, { recursive: true, force: true }));
      // The same bytes as were shipped, so that they look unedited through the link.
      const theirs = { a: '1', gone: '1', keep: '1', 'p.sh': '1' };
      for (const [name, text] of Object.entries(theirs))
        writeFileSync(join(outside, name), text, { mode: 0o755 });
      mkdirSync(join(outside, 'x'));
      const before = { 'conf/a': '1', 'conf/sub/gone': '1', 'conf/sub/keep': '1', 'conf/p.sh+x': '1' };
      rig.merge(before, { kind });
      act(join(rig.data, 'files'), outside);

      const after = {
        'conf/a': '2',
        'conf/sub/keep': '2',
        'conf/sub/x/y': '2',
        'conf/p.sh+x': '2',
        'conf/new/z': '2',
      };
      // A program of the package would be behind the link.
      const isRefused = kind === 'programs' && plant === 'its folder is a link';
      t.equal(rig.merge(after, { kind }).status, isRefused ? 1 : 0);
      t.equal(rig.merge(before, { kind }).status, 0);

      for (const [name, text] of Object.entries(theirs))
        t.equal(readFileSync(join(outside, name), 'utf8'), text, name);
      t.same(
        execFileSync('find', [outside, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n').length,
        4,
      );
    });
  }
}

t.test('no file can be made to look like the whole baseline of a node without room', async (t) => {
  const rig = createDataRig(t);
  rig.merge({ a: '1', b: '1' });
  const programs = join(rig.root, 'full');
  mkdirSync(programs);
  writeFileSync(join(programs, 'tar'), '#!/bin/sh\ncat >/dev/null 2>&1 <&0\nexit 1\n', { mode: 0o755 });

  t.equal(rig.merge({ a: '2', b: '2' }, { programs }).status, 1);

  t.same(rig.tree(), { a: '1', b: '1' }, 'what cannot be copied touches nothing');
});

t.test('the programs of busybox do the same', async (t) => {
  const rig = createDataRig(t);
  const path = makeBusyboxPrograms(rig.root);
  const options = { path, shell: ['/bin/busybox', 'sh'] } as const;
  t.match(rig.merge({ 'conf/a': '1', b: '1', 'old/c': '1', 'r+x': '1' }, options), { status: 0, errors: '' });
  rig.write('b', 'mine');
  rig.write('old/made', 'm');

  const result = rig.merge({ 'conf/a': '2', b: '2', 'new/c': '2', r: '1' }, options);

  t.equal(result.status, 0, result.errors);
  t.same(rig.tree(), { 'conf/a': '2', b: 'mine', 'b.colo-new': '2', 'new/c': '2', 'old/made': 'm', r: '1' });
  t.match(result.note, /edited files stay/);
});
