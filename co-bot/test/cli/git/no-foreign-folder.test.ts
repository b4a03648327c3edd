import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { commandTable } from '../../../src/cli/commands/command-table.ts';
import { createGitEnvironment } from '../../../src/cli/git/git-environment.ts';
import { toGitContext } from '../../../src/cli/git/open-remote.ts';
import { tryGit } from '../../../src/cli/git/run-git.ts';
import { type Files, makeNothingDesired, makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { poisonRepository, readMarks } from '../support/poison-repository.ts';
import { runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

const infra: Files = {
  ...makePolicy(),
  ...makeSite('berlin', ['edge-01']),
  ...makeNothingDesired('berlin'),
  ...makeSite('paris', ['edge-01']),
  ...makeNothingDesired('paris'),
};
const berlin = 'sites/berlin/desiredstate.yaml';
const faulty: Files = { [berlin]: String(infra[berlin]).replace('site: berlin', 'site: rome') };

/** A commit that no repository has: git would ask a promisor for it. */
const UNKNOWN = '1234567890'.repeat(4);

interface Place {
  /** A checkout of an infra repo, in which a site is changed and staged, and another one is changed. */
  readonly infra: string;
  /** A checkout of an app registry. */
  readonly apps: string;
  readonly marks: string;
  readonly head: string;
  /** Configuration of the person. */
  readonly global: string;
}

type Kind = 'checkout' | 'linked work tree' | 'submodule';

async function makeCheckout(folder: string, files: Files): Promise<string> {
  await git('/', 'init', '--quiet', '--initial-branch=main', folder);
  await writeFiles(folder, files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Start');
  return folder;
}

async function openPlace(t: Test, kind: Kind): Promise<Place> {
  const folder = t.testdir();
  const marks = join(folder, 'marks');
  const apps = await makeCheckout(join(folder, 'apps'), makePackage());
  await git(apps, 'tag', 'hello-world@1.0');
  const first = await makeCheckout(join(folder, 'infra'), infra);
  let tree = first;
  if (kind === 'linked work tree') {
    tree = join(folder, 'linked');
    await git(first, 'worktree', 'add', '--quiet', '-b', 'change', tree);
  } else if (kind === 'submodule') {
    const outer = await makeCheckout(join(folder, 'outer'), { 'README.md': 'outer\n' });
    await git(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', first, 'fleet');
    tree = join(outer, 'fleet');
  }
  await git(tree, 'commit', '--quiet', '--allow-empty', '-m', 'Next');
  await writeFiles(tree, { ...faulty, 'app/margo.yaml': 'kind: x\n' });
  await git(tree, 'add', berlin);
  await writeFiles(tree, { 'sites/paris/site.yaml': `${infra['sites/paris/site.yaml']}# changed\n` });
  const head = await git(tree, 'rev-parse', 'HEAD');
  let global = '';
  for (const checkout of [tree, apps]) {
    const gitDir = await git(checkout, 'rev-parse', '--path-format=absolute', '--git-common-dir');
    const own = await git(checkout, 'rev-parse', '--absolute-git-dir');
    global = await poisonRepository(gitDir, checkout, marks);
    if (own !== gitDir) await writeFile(join(own, 'config.worktree'), await readFile(join(gitDir, 'config')));
  }
  return { infra: tree, apps, marks, head, global };
}

interface Line {
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** Exit code, where the command has to come to its end for the test to say something. */
  readonly code?: number;
  readonly says?: RegExp;
}

/** For every command of `co`, how it is run from within a checkout that is not to be trusted. */
function listLines({ apps, head }: Place): Readonly<Record<string, readonly Line[]>> {
  const forge = ['--api', 'http://127.0.0.1:9', '--repo-infra', 'a/infra', '--repo-registry', 'a/apps'];
  const here = ['--infra', '.'];
  const fault = /sites\/berlin\/desiredstate\.yaml:4:9: error SITE_NAME_MISMATCH/;
  const pushed = (remote: string): Line => ({
    argv: ['hooks', 'run', 'pre-push'],
    stdin: `refs/heads/x ${head} refs/heads/x ${remote}\n`,
    code: 0,
  });
  return {
    init: [{ argv: ['init', 'new', '--registry', 'a/apps', '--infra', 'a/infra', '--no-create'] }],
    'add app': [
      {
        argv: ['add', 'app', join(apps, 'apps/hello-world'), '--remote', `file://${apps}.git`, '--dry-run'],
      },
    ],
    plan: [
      { argv: ['plan', 'hello-world', '--to', 'paris', ...here, '--registry', apps], code: 0 },
      { argv: ['plan', 'hello-world', '--to', 'paris', ...forge] },
    ],
    deploy: [{ argv: ['deploy', 'hello-world', '--to', 'paris', ...forge] }],
    remove: [{ argv: ['remove', 'hello-world', '--from', 'paris', ...forge] }],
    rollback: [{ argv: ['rollback', '1', ...forge] }],
    status: [{ argv: ['status', ...here, ...forge] }, { argv: ['status', ...forge] }],
    'list apps': [{ argv: ['list', 'apps', '--registry', apps], code: 0, says: /hello-world/ }],
    'list sites': [{ argv: ['list', 'sites', ...here], code: 0, says: /paris/ }],
    'list deployments': [{ argv: ['list', 'deployments', ...here] }],
    validate: [
      { argv: ['validate', '.'], code: 1, says: fault },
      { argv: ['validate', '--staged'], code: 1, says: fault },
      { argv: ['validate', '--staged', 'sites'], code: 1 },
      { argv: ['validate', '--since', 'HEAD'], code: 1, says: fault },
      { argv: ['validate', '--since', 'HEAD~1'], code: 1, says: fault },
      { argv: ['validate', '--since', UNKNOWN], code: 65, says: /CLI_REF_UNKNOWN/ },
      { argv: ['validate', '--since', 'HEAD', apps], code: 0 },
      { argv: ['validate', '--staged', apps], code: 0 },
    ],
    explain: [{ argv: ['explain', 'CLI_REF_UNKNOWN'], code: 0 }],
    convert: [{ argv: ['convert', join(apps, 'apps/hello-world/margo.yaml'), '--to', 'pr1'] }],
    'export margo': [{ argv: ['export', 'margo', 'paris', ...here] }],
    'import margo': [{ argv: ['import', 'margo', 'app'] }],
    schema: [{ argv: ['schema', 'site'], code: 0 }],
    'hooks install': [{ argv: ['hooks', 'install'] }],
    'hooks uninstall': [{ argv: ['hooks', 'uninstall'] }],
    'hooks run': [
      { argv: ['hooks', 'run', 'pre-commit'], code: 1, says: fault },
      pushed('0'.repeat(40)),
      pushed(UNKNOWN),
      {
        argv: ['hooks', 'run', 'pre-receive'],
        stdin: `${'0'.repeat(40)} ${head} refs/heads/main\n`,
        code: 0,
      },
      { argv: ['hooks', 'run', 'post-receive'], stdin: `${head} ${head} refs/heads/main\n`, code: 0 },
    ],
  };
}

for (const kind of ['checkout', 'linked work tree', 'submodule'] as const) {
  t.test(`no command of co runs what the configuration of a ${kind} names`, async (t) => {
    const place = await openPlace(t, kind);
    const lines = listLines(place);
    t.strictSame(
      Object.keys(lines),
      commandTable.map(({ words }) => words.join(' ')),
      'every command is here',
    );

    for (const { argv, stdin, code, says } of Object.values(lines).flat()) {
      const env = { GIT_CONFIG_GLOBAL: place.global };
      const run = await runCli(argv, { cwd: place.infra, env, ...(stdin === undefined ? {} : { stdin }) });
      const name = argv.join(' ');
      if (code !== undefined) t.equal(run.code, code, `${name}: ${run.stdout}${run.stderr}`);
      if (says !== undefined) t.match(run.stdout + run.stderr, says, name);
      t.strictSame(await readMarks(place.marks), [], name);
    }

    // The traps are real: git itself goes into them.
    await execa('git', ['status'], { cwd: place.infra, reject: false });
    await execa('git', ['hash-object', 'colo.yaml'], { cwd: place.infra, reject: false });
    await execa('git', ['cat-file', '-p', UNKNOWN], { cwd: place.infra, reject: false });
    const marks = await readMarks(place.marks);
    t.ok(marks.includes('filter-clean'), marks.join(' '));
    t.ok(marks.some((mark) => mark.endsWith('ssh')));
    t.ok(marks.some((mark) => ['fsmonitor', 'worktree-config'].includes(mark)));
  });
}

t.test('nor does a hook of a bare repository, and objects that git holds back are read', async (t) => {
  const folder = t.testdir();
  const marks = join(folder, 'marks');
  const first = await makeCheckout(join(folder, 'first'), infra);
  const bare = join(folder, "it's: infra.git");
  await git(folder, 'clone', '--quiet', '--bare', first, bare);
  await writeFiles(first, faulty);
  await git(first, 'commit', '--quiet', '-a', '-m', 'Break it');
  const [before, after] = [await git(first, 'rev-parse', 'HEAD~1'), await git(first, 'rev-parse', 'HEAD')];
  // As git-receive-pack(1) does: what is new lies beside the objects of the repository.
  const quarantine = join(bare, 'objects/tmp_objdir-incoming-x');
  await cp(join(first, '.git/objects'), quarantine, { recursive: true });
  await poisonRepository(bare, undefined, marks);
  const env = {
    GIT_DIR: '.',
    GIT_OBJECT_DIRECTORY: quarantine,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join(bare, 'objects')}"`,
    GIT_QUARANTINE_PATH: quarantine,
  };

  const received = { cwd: bare, env, stdin: `${before} ${after} refs/heads/main\n` };
  const refused = await runCli(['hooks', 'run', 'pre-receive'], received);
  t.equal(refused.code, 1, refused.stderr);
  t.match(refused.stdout, /desiredstate\.yaml:4:9: error SITE_NAME_MISMATCH/);
  const other = { cwd: bare, env, stdin: `${before} ${after} refs/heads/other\n` };
  t.match(await runCli(['hooks', 'run', 'pre-receive'], other), { code: 0 }, 'HEAD of the repository counts');
  const unknown = { cwd: bare, env, stdin: `${UNKNOWN} ${after} refs/heads/main\n` };
  t.match(await runCli(['hooks', 'run', 'pre-receive'], unknown), { code: 69, stderr: /bad object/ });
  const done = { ...received, env: { GIT_DIR: '.' } };
  t.match(await runCli(['hooks', 'run', 'post-receive'], done), { code: 0, stderr: '' }, 'no included file');
  await runCli(['list', 'sites', '--infra', bare], { cwd: bare });
  await runCli(['list', 'apps', '--registry', '.'], { cwd: bare });

  t.strictSame(await readMarks(marks), []);
});

t.test('a folder that is in no repository has no changes, and is no registry', async (t) => {
  const folder = t.testdir();
  await writeFiles(join(folder, 'infra'), infra);
  const options = { cwd: folder, env: { GIT_CEILING_DIRECTORIES: folder } };

  t.match(await runCli(['list', 'apps', '--registry', 'infra'], options), {
    code: 65,
    stderr: /CLI_INPUT_MISSING/,
  });
  for (const range of [['--since', 'HEAD'], ['--staged']])
    t.match(await runCli(['validate', ...range, 'infra'], options), {
      code: 65,
      stderr: /CLI_REPOSITORY_UNFIT.*is in no checkout/,
    });
  t.match(await runCli(['hooks', 'run', 'pre-commit'], { ...options, cwd: join(folder, 'infra') }), {
    code: 65,
    stderr: /CLI_REPOSITORY_UNFIT/,
  });
  t.match(await runCli(['list', 'sites', '--infra', 'infra'], options), { code: 0, stdout: /paris/ });
});

/** A clone without the contents of files, and the repository it is of, which is gone. */
async function openPartialClone(folder: string, files: Files, filter: string): Promise<string> {
  const first = await makeCheckout(join(folder, 'first'), files);
  await git(first, 'config', 'uploadpack.allowFilter', 'true');
  const clone = join(folder, 'clone');
  const args = ['clone', '--quiet', '--no-checkout', `--filter=${filter}`, `file://${first}`, clone];
  await git(folder, ...args);
  await git(clone, 'read-tree', '--empty');
  return clone;
}

for (const filter of ['blob:none', 'tree:0']) {
  t.test(`what a clone with --filter=${filter} lacks is an error that says what to do`, async (t) => {
    const place = t.testdir({ infra: {}, apps: {} });
    const folder = await openPartialClone(join(place, 'infra'), infra, filter);
    const head = await git(folder, 'rev-parse', 'HEAD');
    const apps = await openPartialClone(join(place, 'apps'), makePackage(), filter);
    await git(apps, 'tag', 'hello-world@1.0');
    const lacking = { code: 65, stderr: /CLI_OBJECT_MISSING[\s\S]*git fetch --refetch --no-filter/ };

    const push = { cwd: folder, stdin: `refs/heads/x ${head} refs/heads/x ${'0'.repeat(40)}\n` };
    await git(folder, 'update-ref', '-d', 'refs/remotes/origin/main');
    await git(folder, 'update-ref', '-d', 'refs/remotes/origin/HEAD');
    t.match(await runCli(['hooks', 'run', 'pre-push'], push), lacking);
    t.match(await runCli(['list', 'apps', '--registry', apps]), lacking);
    const plan = ['plan', 'hello-world', '--to', 'paris', '--registry', apps, '--infra', '.'];
    t.match(await runCli(plan, { cwd: folder }), lacking);

    await git(folder, 'fetch', '--quiet', '--refetch', '--no-filter', 'origin');
    const whole = await runCli(['hooks', 'run', 'pre-push'], push);
    t.equal(whole.code, 0, whole.stderr);
  });
}

interface Shape {
  readonly says: string;
  /** Makes it of a checkout with two commits; returns where it is then. */
  make(folder: string): Promise<string>;
}

/** Of these it is seen that the longer ids count: by packs, by files of objects, and by refs alone. */
const SHA256 = ['refs and objects that are packed', 'no branch', 'objects of another repository'];

const shapes: readonly Shape[] = [
  {
    says: 'refs and objects that are packed',
    async make(folder) {
      await git(folder, 'gc', '--quiet');
      return folder;
    },
  },
  {
    says: 'objects of another repository',
    async make(folder) {
      const clone = join(folder, '../clone');
      await git(folder, 'clone', '--quiet', '--shared', folder, clone);
      await writeFile(join(clone, '.git/objects/info/alternates'), '../../../checkout/.git/objects\n');
      return clone;
    },
  },
  {
    says: 'a shallow clone',
    async make(folder) {
      const clone = join(folder, '../clone');
      await git(folder, 'clone', '--quiet', '--depth=2', `file://${folder}`, clone);
      return clone;
    },
  },
  {
    says: 'no branch',
    async make(folder) {
      await git(folder, 'checkout', '--quiet', '--detach');
      return folder;
    },
  },
  {
    says: 'an index in two files',
    async make(folder) {
      await git(folder, 'update-index', '--split-index');
      await writeFiles(folder, { 'sites/berlin/README.md': 'x\n' });
      await git(folder, 'add', '--all');
      return folder;
    },
  },
  {
    says: 'a checkout of some folders, with a short index',
    async make(folder) {
      await git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'sites/berlin');
      return folder;
    },
  },
  {
    says: 'a folder for Git elsewhere',
    async make(folder) {
      await rename(join(folder, '.git'), join(folder, '../odd: "name".git'));
      await writeFile(join(folder, '.git'), 'gitdir: ../odd: "name".git\n');
      return folder;
    },
  },
  {
    says: 'a link to the checkout',
    async make(folder) {
      await symlink(dirname(folder), join(folder, '../link'));
      return join(folder, '../link/checkout');
    },
  },
];

for (const { says, make } of shapes) {
  for (const format of SHA256.includes(says) ? ['sha1', 'sha256'] : ['sha1']) {
    t.test(`${says}, of ${format}: changes are found`, async (t) => {
      const start = join(t.testdir(), 'checkout');
      await git('/', 'init', '--quiet', `--object-format=${format}`, '--initial-branch=main', start);
      await git(start, 'config', 'core.logAllRefUpdates', 'true');
      for (const files of [makePolicy(), infra, { 'README.md': 'x\n' }]) {
        await writeFiles(start, files);
        await git(start, 'add', '--all');
        await git(start, 'commit', '--quiet', '-m', 'Change');
      }
      await git(start, 'tag', 'v1');
      await git(start, 'update-ref', 'ORIG_HEAD', 'HEAD');
      const cwd = await make(start);
      await writeFiles(cwd, { ...faulty, 'sites/oslo/site.yaml': 'kind: x\n', 'sites/rome/site.yaml': 'x' });
      const exclude = await git(cwd, 'rev-parse', '--git-path', 'info/exclude');
      await mkdir(dirname(resolve(cwd, exclude)), { recursive: true });
      await writeFile(resolve(cwd, exclude), 'sites/rome\n');

      for (const ref of ['HEAD~1', 'v1']) {
        const run = await runCli(['validate', '--since', ref], { cwd });
        t.match(run, { code: 1, stdout: /^sites\/berlin\/desiredstate\.yaml:4:9: error/m }, ref + run.stderr);
        t.match(run.stdout, /^sites\/oslo\/site\.yaml/m, 'untracked');
        t.notMatch(run.stdout, /^sites\/rome/m, 'ignored');
      }
      if (cwd === start) {
        for (const ref of ['main@{1}', 'ORIG_HEAD', 'HEAD^{/Change}'])
          t.match(await runCli(['validate', '--since', ref], { cwd }), { code: 1 }, ref);
      }
      t.match(await runCli(['validate', '--staged'], { cwd }), { code: 0 });
      await git(cwd, 'add', berlin);
      t.match(await runCli(['validate', '--staged'], { cwd }), { code: 1 });
      const inner = await runCli(['validate', '--staged', '.'], { cwd: join(cwd, 'sites') });
      t.equal(inner.code, 1, 'from a folder of it');
      const head = await git(cwd, 'rev-parse', 'HEAD');
      const stdin = `refs/heads/x ${head} refs/heads/x ${'0'.repeat(head.length)}\n`;
      t.match(await runCli(['hooks', 'run', 'pre-push'], { cwd, stdin }), { code: 0 });
    });
  }
}

t.test('refs that only a newer git can read are an error, and so is a bare repository', async (t) => {
  const folder = t.testdir();
  const checkout = await makeCheckout(join(folder, 'checkout'), infra);
  await git(folder, 'init', '--quiet', '--bare', 'bare.git');
  t.match(await runCli(['validate', '--staged'], { cwd: join(folder, 'bare.git') }), {
    code: 65,
    stderr: /CLI_REPOSITORY_UNFIT/,
  });
  await mkdir(join(checkout, '.git/reftable'));

  const run = await runCli(['validate', '--staged'], { cwd: checkout });

  t.match(run, { code: 65, stderr: /CLI_REPOSITORY_UNFIT.*reftable[\s\S]*git refs migrate/ });
});

t.test('what is ignored or left out by settings is judged, so that more is and never less', async (t) => {
  const folder = t.testdir({ home: {} });
  const checkout = await makeCheckout(join(folder, 'checkout'), infra);
  const home = join(folder, 'home');
  await writeFiles(home, { '.config/git/ignore': 'sites/malmo\n', settings: 'sites/oslo\n' });
  await git(checkout, 'config', 'core.excludesFile', join(home, 'settings'));
  await git(checkout, 'update-index', '--skip-worktree', berlin);
  await writeFiles(checkout, {
    ...faulty,
    'sites/malmo/site.yaml': 'kind: x\n',
    'sites/oslo/site.yaml': 'kind: x\n',
  });
  const options = { cwd: checkout, env: { HOME: home } };

  const run = await runCli(['validate', '--since', 'HEAD'], options);

  t.match(run, { code: 1, stdout: /^sites\/berlin\/desiredstate\.yaml:4:9: error/m });
  t.match(run.stdout, /^sites\/oslo\/site\.yaml/m);
  t.notMatch(run.stdout, /sites\/malmo/);
});

t.test('a file that a filter would make equal counts as changed', async (t) => {
  const checkout = await makeCheckout(join(t.testdir(), 'checkout'), infra);
  await git(checkout, 'config', 'filter.plain.clean', 'sed s/rome/berlin/');
  await writeFile(join(checkout, '.git/info/attributes'), `${berlin} filter=plain\n`);
  await writeFiles(checkout, faulty);
  t.equal(await git(checkout, 'diff', '--name-only'), '');

  const run = await runCli(['validate', '--since', 'HEAD'], { cwd: checkout });

  t.match(run, { code: 1, stdout: /^sites\/berlin\/desiredstate\.yaml:4:9: error/m });
});

t.test('a ref that puts another commit in the place of one does not hide what is pushed', async (t) => {
  const checkout = await makeCheckout(join(t.testdir(), 'checkout'), infra);
  await writeFiles(checkout, faulty);
  await git(checkout, 'commit', '--quiet', '-a', '-m', 'Break it');
  const [before, after] = [
    await git(checkout, 'rev-parse', 'HEAD~1'),
    await git(checkout, 'rev-parse', 'HEAD'),
  ];
  await git(checkout, 'replace', `${after}^{tree}`, `${before}^{tree}`);
  const stdin = `${before} ${after} refs/heads/main\n`;

  const run = await runCli(['hooks', 'run', 'pre-receive'], { cwd: join(checkout, '.git'), stdin });

  t.match(run, { code: 1, stdout: /SITE_NAME_MISMATCH/ });
});

t.test('what a branch follows is not known without the configuration, and the error says so', async (t) => {
  const checkout = await makeCheckout(join(t.testdir(), 'checkout'), infra);
  await git(checkout, 'checkout', '--quiet', '-b', 'change', '--track', 'main');
  t.match(await runCli(['validate', '--since', 'main'], { cwd: checkout }), { code: 0 });

  const run = await runCli(['validate', '--since', '@{u}'], { cwd: checkout });

  t.match(run, { code: 65, stderr: /CLI_REF_UNKNOWN[\s\S]*Name the branch itself/ });
});

t.test('what is no repository is not taken for the one around it', async (t) => {
  const outer = await makeCheckout(join(t.testdir(), 'outer'), infra);
  const head = await git(outer, 'rev-parse', 'HEAD');
  const folder = join(outer, 'folder');
  await mkdir(join(outer, 'fleet/infra/.git'), { recursive: true });
  await mkdir(folder);

  const signal = new AbortController().signal;
  const remote = { url: outer, environment: createGitEnvironment({ PATH: process.env['PATH'] }) };
  const found = await tryGit(toGitContext(remote, folder, signal), ['rev-parse', 'HEAD']);
  const argv = ['init', 'fleet', '--registry', 'a/apps', '--infra', 'a/infra', '--no-create'];
  const made = await runCli(argv, { cwd: outer });

  t.not(found.exitCode, 0, 'a clone of our own');
  t.match(made, { code: 69, stderr: /CLI_GIT_FAILED/ });
  t.equal(await git(outer, 'rev-parse', 'HEAD'), head);
  t.equal(await git(outer, 'diff', '--cached', '--name-only'), '');
});

t.test('no folder of ours stays', async (t) => {
  const folder = t.testdir({ tmp: {} });
  const checkout = await makeCheckout(join(folder, 'checkout'), infra);
  const bin = fileURLToPath(new URL('../../../../bin/co.js', import.meta.url));
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', TMPDIR: join(folder, 'tmp') };
  for (const ref of ['HEAD', 'nowhere']) {
    await execa(process.execPath, [bin, 'validate', '--since', ref], { cwd: checkout, env, reject: false });
    t.strictSame(await readdir(join(folder, 'tmp')), []);
  }
  t.ok(await git(checkout, 'fsck', '--strict').then(() => true));
});
