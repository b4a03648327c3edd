import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { type Files, makeNothingDesired, makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { runHooksHere } from '../support/hook-bridge.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

const good: Files = { ...makePolicy(), ...makeSite('berlin', ['edge-01']), ...makeNothingDesired('berlin') };
const desired = 'sites/berlin/desiredstate.yaml';
const faulty = String(good[desired]).replace('site: berlin', 'site: paris');

async function openCheckout(t: Test): Promise<string> {
  const folder = join(t.testdir({ checkout: {}, 'remote.git': {} }), 'checkout');
  await git(folder, 'init', '--quiet', '--initial-branch=main', '.');
  await git(folder, 'config', 'user.name', 'Alice');
  await git(folder, 'config', 'user.email', 'alice@example.com');
  return folder;
}

/** From now on the hooks of a checkout run `co` in this process. */
async function answerHooks(t: Test, folder: string): Promise<void> {
  await runHooksHere(t, join(folder, '.git/hooks'), join(folder, '../calls'));
}

async function tryGit(folder: string, ...args: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
  return await execa('git', args, { cwd: folder, reject: false, extendEnv: false, env, all: true });
}

t.test('a commit is judged by the index, not by the work tree', async (t) => {
  const folder = await openCheckout(t);
  const install = await runCli(['hooks', 'install'], { cwd: folder });
  t.equal(install.code, 0, install.stderr);
  await writeFiles(folder, { ...good, [desired]: faulty });
  await git(folder, 'add', '--all');
  await writeFiles(folder, good);

  const refused = await tryGit(folder, 'commit', '-m', 'Start');
  t.not(refused.exitCode, 0);
  t.match(refused.all, /^sites\/berlin\/desiredstate\.yaml:4:9: error SITE_NAME_MISMATCH/m);
  t.match(refused.all, /1 error in what is staged/);

  await git(folder, 'add', '--all');
  await writeFiles(folder, { [desired]: faulty });
  const taken = await tryGit(folder, 'commit', '-m', 'Start');
  t.equal(taken.exitCode, 0, taken.all);

  await answerHooks(t, folder);
  const partly = await tryGit(folder, 'commit', '-m', 'By name', '--', desired);
  t.not(partly.exitCode, 0, 'commit of named files, from the index that git makes for it');
  const all = await tryGit(folder, 'commit', '-a', '-m', 'All');
  t.not(all.exitCode, 0);
  const other = await tryGit(folder, 'commit', '--allow-empty', '-m', 'Nothing');
  t.equal(other.exitCode, 0, other.all);
});

t.test('a push is judged by what the remote does not have', async (t) => {
  const folder = await openCheckout(t);
  const bare = join(folder, '../remote.git');
  await git(bare, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
  await git(folder, 'remote', 'add', 'origin', bare);
  await writeFiles(folder, good);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Start');
  await runCli(['hooks', 'install'], { cwd: folder });
  const first = await tryGit(folder, 'push', 'origin', 'main', 'HEAD:refs/heads/gone');
  t.equal(first.exitCode, 0, first.all);

  await writeFiles(folder, { [desired]: faulty });
  await git(folder, 'commit', '--quiet', '--no-verify', '-a', '-m', 'Break it');
  for (const refspec of ['main', 'HEAD:refs/heads/new', 'HEAD^{/Break it}:refs/heads/spaces']) {
    const refused = await tryGit(folder, 'push', 'origin', refspec);
    t.not(refused.exitCode, 0, refspec);
    t.match(refused.all, /^sites\/berlin\/desiredstate\.yaml:4:9: error SITE_NAME_MISMATCH/m, refspec);
    if (refspec === 'main') await answerHooks(t, folder);
  }
  const deletion = await tryGit(folder, 'push', 'origin', ':gone');
  t.equal(deletion.exitCode, 0, deletion.all);
  const tag = await tryGit(folder, 'push', 'origin', 'HEAD:refs/tags/v1');
  t.equal(tag.exitCode, 0, tag.all);

  await writeFiles(folder, good);
  await git(folder, 'commit', '--quiet', '--no-verify', '-a', '-m', 'Repair it');
  const repaired = await tryGit(folder, 'push', 'origin', 'main');
  t.equal(repaired.exitCode, 0, repaired.all);
});

t.test('a commit and a push keep what a version of a package calls immutable', async (t) => {
  const folder = await openCheckout(t);
  const bare = join(folder, '../remote.git');
  await git(bare, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
  await git(folder, 'remote', 'add', 'origin', bare);
  await writeFiles(folder, makePackage({ immutable: 'data' }));
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Start');
  await git(folder, 'push', '--quiet', 'origin', 'main');
  await runCli(['hooks', 'install'], { cwd: folder });
  await answerHooks(t, folder);
  await writeFiles(folder, makePackage({ version: '1.1', immutable: 'data-2' }));
  await git(folder, 'add', '--all');
  const said = /^apps\/hello-world\/margo\.yaml:20:12: error MARGO_IMMUTABLE_CHANGED/m;

  const commit = await tryGit(folder, 'commit', '-m', 'Change it');
  t.not(commit.exitCode, 0);
  t.match(commit.all, said);

  await git(folder, 'commit', '--quiet', '--no-verify', '-m', 'Change it');
  await writeFiles(folder, { 'README.md': 'x\n' });
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Something else');
  for (const refspec of ['main', 'HEAD:refs/heads/new']) {
    const push = await tryGit(folder, 'push', 'origin', refspec);
    t.not(push.exitCode, 0, refspec);
    t.match(push.all, said, refspec);
  }
});

t.test('installing again changes nothing, and what it made is removed', async (t) => {
  const folder = await openCheckout(t);
  const file = join(folder, '.git/hooks/pre-commit');

  await runCli(['hooks', 'install', folder]);
  const text = await readFile(file, 'utf8');
  const again = await runCli(['hooks', 'install', folder, '--json']);

  t.match(readJson(again), { hooks: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }] });
  t.equal(await readFile(file, 'utf8'), text);
  t.equal((await stat(file)).mode & 0o777, 0o755);
  t.match(text, /^#!\/bin\/sh\n/);
  await execa('sh', ['-n', file]);
  const gone = await runCli(['hooks', 'uninstall', folder, '--json']);
  t.match(readJson(gone), { hooks: [{ outcome: 'removed' }, { outcome: 'removed' }] });
  await t.rejects(stat(file));
});

t.test("colo's own hook is written anew where it is another version's, or cannot be run", async (t) => {
  const folder = await openCheckout(t);
  const file = join(folder, '.git/hooks/pre-commit');
  await runCli(['hooks', 'install', folder]);
  const text = await readFile(file, 'utf8');
  const spoils = [
    async () => await writeFile(file, `${text}# of an older version\n`),
    async () => await chmod(file, 0o644),
  ];
  for (const spoil of spoils) {
    await spoil();

    const again = await runCli(['hooks', 'install', folder, '--json']);

    t.match(readJson(again), { hooks: [{ outcome: 'installed' }, { outcome: 'unchanged' }] });
    t.equal(await readFile(file, 'utf8'), text);
    t.equal((await stat(file)).mode & 0o777, 0o755);
  }
});

t.test("somebody else's hook is never overwritten, and --force keeps it", async (t) => {
  const folder = await openCheckout(t);
  const file = join(folder, '.git/hooks/pre-push');
  await writeFile(file, '#!/bin/sh\nexit 0\n');
  await chmod(file, 0o755);

  const refused = await runCli(['hooks', 'install', folder]);

  t.equal(refused.code, 1);
  t.match(refused.stderr, /CLI_HOOK_FOREIGN.*\n.*fix: Add this line to it: '.*co\.js' hooks run pre-push/);
  t.equal(await readFile(file, 'utf8'), '#!/bin/sh\nexit 0\n');
  await t.rejects(stat(join(folder, '.git/hooks/pre-commit')), 'all or none');

  const forced = await runCli(['hooks', 'install', '--force', folder, '--json']);
  t.match(readJson(forced), { hooks: [{ outcome: 'installed' }, { backup: `${file}.before-colo` }] });
  t.equal(await readFile(`${file}.before-colo`, 'utf8'), '#!/bin/sh\nexit 0\n');
  const back = await runCli(['hooks', 'uninstall', folder, '--json']);
  t.match(readJson(back), { hooks: [{ outcome: 'removed' }, { outcome: 'restored' }] });
  t.equal(await readFile(file, 'utf8'), '#!/bin/sh\nexit 0\n');
});

t.test('a link is a foreign hook, and what it points to stays', async (t) => {
  const folder = await openCheckout(t);
  const shared = join(folder, 'shared.sh');
  await writeFile(shared, 'theirs\n');
  await symlink(shared, join(folder, '.git/hooks/pre-commit'));

  t.equal((await runCli(['hooks', 'install', folder])).code, 1);
  t.equal((await runCli(['hooks', 'install', '--force', folder])).code, 0);
  t.equal(await readFile(shared, 'utf8'), 'theirs\n');
});

t.test('core.hooksPath counts; the wrong kind of repository is refused', async (t) => {
  const folder = await openCheckout(t);
  await git(folder, 'config', 'core.hooksPath', 'tools/hooks');
  await runCli(['hooks', 'install', folder]);
  t.ok((await stat(join(folder, 'tools/hooks/pre-commit'))).isFile());

  const bare = await runCli(['hooks', 'install', '--bare', folder]);
  t.equal(bare.code, 65);
  t.match(bare.stderr, /is not a bare repository[\s\S]*Leave out --bare/);
  const none = await runCli(['hooks', 'install', '/'], { cwd: '/' });
  t.match(none, { code: 65, stderr: /CLI_REPOSITORY_UNFIT/ });
  t.equal((await runCli(['hooks', 'run', 'post-update'])).code, 2);
  t.equal((await runCli(['hooks', 'install', '--wake', 'http://127.0.0.1/', folder])).code, 2);
  const far = ['--bare', '--wake', 'http://example.com/wake', '--wake-secret', 'x'];
  t.equal((await runCli(['hooks', 'install', ...far, folder])).code, 2);
});
