import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startForge } from '@colo/local-forge';
import { execa } from 'execa';
import t from 'tap';
import { makePackage } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { below, writeFiles } from '../support/write-files.ts';

async function makeRegistry(folder: string): Promise<string> {
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'apps.git');
  return `file://${join(folder, 'apps.git')}`;
}

async function makeApp(folder: string, options: Parameters<typeof makePackage>[0] = {}): Promise<string> {
  return await writeFiles(folder, below(`apps/${options.id ?? 'hello-world'}`, makePackage(options)));
}

t.test('a package is published once, however often it is asked for', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const app = await makeApp(join(root, 'hello'));
  const argv = ['add', 'app', app, '--remote', remote];

  const dry = await runCli([...argv, '--dry-run', '--json']);
  t.match(readJson(dry), { outcome: 'would-publish', path: 'apps/hello-world', tagged: false });
  t.equal(await git(join(root, 'apps.git'), 'for-each-ref'), '', 'a dry run pushes nothing');

  const first = await runCli(argv);
  t.equal(first.code, 0, first.stderr);
  t.match(first.stdout, /^published hello-world 1\.0 to .*\n {2}sha256:[0-9a-f]{64}\nCO checks it/);
  const head = await git(join(root, 'apps.git'), 'rev-parse', 'main');

  const second = await runCli(argv);
  t.equal(second.code, 0);
  t.match(second.stdout, /already published/);
  t.equal(await git(join(root, 'apps.git'), 'rev-parse', 'main'), head, 'no second commit');

  const tagged = await runCli([...argv, '--tag', '--json']);
  t.match(readJson(tagged), { outcome: 'already-published', commit: head, tagged: true });
  t.equal(await git(join(root, 'apps.git'), 'rev-parse', 'refs/tags/hello-world@1.0'), head);
});

t.test('a published version never changes; a higher one replaces the files as a whole', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const app = await makeApp(join(root, 'hello'));
  await writeFile(join(app, 'old.txt'), 'only in 1.0');
  await runCli(['add', 'app', app, '--remote', remote, '--tag']);
  await writeFile(join(app, 'old.txt'), 'changed');

  const changed = await runCli(['add', 'app', app, '--remote', remote, '--json']);

  t.equal(changed.code, 1);
  t.match(readJson(changed), { error: { code: 'CLI_VERSION_PUBLISHED', fix: /metadata\.version/ } });

  const next = await makeApp(join(root, 'next'), { version: '1.1' });
  t.equal((await runCli(['add', 'app', next, '--remote', remote, '--tag'])).code, 0);
  const bare = join(root, 'apps.git');
  t.notMatch(
    await git(bare, 'ls-tree', '-r', '--name-only', 'main'),
    'old.txt',
    'a file that is gone is gone',
  );
  t.match(await git(bare, 'ls-tree', '-r', '--name-only', 'hello-world@1.0'), 'old.txt');

  const listed = await runCli(['list', 'apps', '--registry', bare, '--json']);
  t.match(readJson(listed), {
    applications: [{ id: 'hello-world', versions: ['1.1', '1.0'], types: ['process'] }],
  });
});

t.test('what a published version calls immutable stays', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const publish = async (version: string, immutable: string | undefined) => {
    const app = await makeApp(join(root, version), {
      version,
      ...(immutable === undefined ? {} : { immutable }),
    });
    return await runCli(['add', 'app', app, '--remote', remote, '--tag'], { cwd: root });
  };
  t.equal((await publish('1.0', 'data')).code, 0);

  const changed = await publish('1.1', 'data-2');

  t.equal(changed.code, 65);
  t.match(
    changed.stderr,
    /error MARGO_IMMUTABLE_CHANGED: margo\.yaml:20:12: greeting is immutable, with the default "data" in version 1\.0/,
  );
  t.notMatch(await git(join(root, 'apps.git'), 'tag'), '1.1', 'nothing is pushed');
  t.equal((await publish('1.2', 'data')).code, 0);
  t.match(await publish('0.9', 'other'), { code: 0 }, 'only versions below it count');
});

t.test('bytes and modes arrive as they are, whatever the registry says of line endings', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const seed = await writeFiles(join(root, 'seed'), { '.gitattributes': '* text=auto eol=lf\n' });
  await git(seed, 'init', '--quiet', '--initial-branch=main');
  await git(seed, 'add', '.');
  await git(seed, 'commit', '--quiet', '-m', 'Start');
  await git(seed, 'push', '--quiet', remote, 'main');
  const app = await makeApp(join(root, 'hello'));
  await writeFile(join(app, 'dos.txt'), 'one\r\ntwo\r\n');

  const run = await runCli(['add', 'app', app, '--remote', remote]);

  t.equal(run.code, 0, run.stderr);
  const bare = join(root, 'apps.git');
  const { stdout } = await execa('git', ['cat-file', 'blob', 'main:apps/hello-world/dos.txt'], {
    cwd: bare,
    stripFinalNewline: false,
  });
  t.equal(stdout, 'one\r\ntwo\r\n');
  t.match(
    await git(bare, 'ls-tree', 'main', 'apps/hello-world/server/'),
    /^100755 blob \S+\tapps\/hello-world\/server\/run\.sh$/,
  );
  t.match(
    await git(bare, 'ls-tree', '--name-only', 'main'),
    '.gitattributes',
    'the rest of the registry stays',
  );
});

t.test('two people who publish at once both succeed', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const one = await makeApp(join(root, 'one'), { id: 'one' });
  const two = await makeApp(join(root, 'two'), { id: 'two' });

  const runs = await Promise.all([one, two].map((app) => runCli(['add', 'app', app, '--remote', remote])));

  t.strictSame(
    runs.map((run) => run.code),
    [0, 0],
    runs.map((run) => run.stderr).join(),
  );
  t.strictSame((await git(join(root, 'apps.git'), 'ls-tree', '--name-only', 'main', 'apps/')).split('\n'), [
    'apps/one',
    'apps/two',
  ]);
});

t.test('what must not be in a package is refused before anything is pushed', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const linked = await makeApp(join(root, 'linked'));
  await symlink('/etc/passwd', join(linked, 'server/passwd'));
  const folderLink = await makeApp(join(root, 'folder-link'));
  await symlink('/etc', join(folderLink, 'etc'));
  const broken = await makeApp(join(root, 'broken'));
  await writeFile(join(broken, 'margo.yaml'), 'apiVersion: [');

  for (const [app, file] of [
    [linked, 'linked/server/passwd'],
    [folderLink, 'folder-link/etc'],
    [broken, 'broken/margo.yaml'],
  ]) {
    const run = await runCli(['add', 'app', app ?? '', '--remote', remote], { cwd: root });
    t.equal(run.code, 65, run.stdout);
    t.match(run.stderr, `${file}:1:`, 'the file at fault is named');
    t.match(run.stderr, /CLI_PACKAGE_INVALID/);
  }
  t.equal(await git(join(root, 'apps.git'), 'for-each-ref'), '');
  const missing = await runCli(['add', 'app', join(root, 'nowhere'), '--remote', remote]);
  t.equal(missing.code, 65);
  t.match(missing.stderr, /CLI_INPUT_MISSING/);
});

t.test('an id belongs to the path that published it first', async (t) => {
  const root = t.testdir();
  const remote = await makeRegistry(root);
  const seed = await writeFiles(join(root, 'seed'), {
    ...Object.fromEntries(
      Object.entries(makePackage({ id: 'mine' })).map(([path, text]) => [
        path.replace('apps/mine', 'apps/team/mine'),
        text,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(makePackage({ id: 'other' })).map(([path, text]) => [
        path.replace('apps/other', 'apps/taken'),
        text,
      ]),
    ),
  });
  await git(seed, 'init', '--quiet', '--initial-branch=main');
  await git(seed, 'add', '.');
  await git(seed, 'commit', '--quiet', '-m', 'Start');
  await git(seed, 'push', '--quiet', remote, 'main');

  const next = await makeApp(join(root, 'next'), { id: 'mine', version: '2.0' });
  t.match(readJson(await runCli(['add', 'app', next, '--remote', remote, '--json'])), {
    path: 'apps/team/mine',
  });

  const taken = await makeApp(join(root, 'taken'), { id: 'taken' });
  const run = await runCli(['add', 'app', taken, '--remote', remote]);
  t.equal(run.code, 1);
  t.match(run.stderr, /CLI_APPLICATION_TAKEN/);
});

t.test('over the forge, the token goes by header, and a token that may not write is told so', async (t) => {
  const root = t.testdir();
  const forge = await startForge({ root: join(root, 'forge') });
  t.teardown(() => forge.close());
  forge.createUser('acme', { type: 'Organization' });
  const registry = await forge.createRepository({ owner: 'acme', name: 'apps' });
  const alice = forge.createUser('alice', { token: 'canary-alice-3f9' });
  const bob = forge.createUser('bob');
  forge.setPermission('acme/apps', 'alice', 'write');
  forge.setPermission('acme/apps', 'bob', 'read');
  const app = await makeApp(join(root, 'hello'));
  const argv = ['add', 'app', app, '--repo-registry', 'acme/apps', '--api', forge.url, '--tag'];

  const refused = await runCli(argv, { env: { GITHUB_TOKEN: bob.token } });
  t.equal(refused.code, 77);
  t.match(refused.stderr, /CLI_PUSH_REFUSED/);
  t.notMatch(refused.stderr, bob.token);

  const run = await runCli(argv, { env: { GITHUB_TOKEN: alice.token } });
  t.equal(run.code, 0, run.stderr);
  t.match(await git(registry.path, 'for-each-ref', '--format=%(refname)'), /refs\/tags\/hello-world@1\.0/);
  t.notMatch(await git(registry.path, 'log', '--all', '-p'), alice.token);
  const file = join(root, 'token');
  await writeFile(file, `${alice.token}\n`);
  const again = await runCli([...argv, '--token-file', file]);
  t.equal(again.code, 0, again.stderr);
  t.match(again.stdout, /already published/);
});
