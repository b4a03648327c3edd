import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { makePackage } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { below, writeFiles } from '../support/write-files.ts';

/** Packs the sample package with tar itself; returns the archive. */
async function packApp(root: string, args: readonly string[], name = 'hello.tar.gz'): Promise<string> {
  const archive = join(root, name);
  await execa('tar', ['-C', join(root, 'hello'), '-czf', archive, ...args]);
  return archive;
}

t.test('validates a package that is packed, with its files at the top or in one folder', async (t) => {
  const root = t.testdir();
  await writeFiles(join(root, 'hello', 'app'), below('apps/hello-world', makePackage()));

  for (const args of [['app'], ['-C', 'app', '.']]) {
    const archive = await packApp(root, args);
    const valid = await runCli(['validate', archive], { cwd: root });
    t.equal(valid.code, 0, valid.stderr);
    t.match(valid.stdout, /package hello-world 1\.0, dialect pr1/);
  }
});

t.test('names faults in an archive below it', async (t) => {
  const root = t.testdir();
  const app = await writeFiles(join(root, 'hello', 'app'), below('apps/hello-world', makePackage()));
  await writeFile(join(app, 'margo.yaml'), 'kind: ApplicationDescription\n');
  const faulty = await runCli(['validate', await packApp(root, ['app']), '--json'], { cwd: root });
  t.equal(faulty.code, 1);
  t.match(readJson(faulty), { diagnostics: [{ file: 'hello.tar.gz/app/margo.yaml', line: 1 }] });

  await execa('ln', ['-s', '/etc/passwd', join(app, 'link')]);
  const linked = await runCli(['validate', await packApp(root, ['app']), '--json'], { cwd: root });
  t.match(readJson(linked), {
    diagnostics: [{ code: 'MARGO_ARCHIVE_ENTRY', file: 'hello.tar.gz/app/link' }],
  });

  await writeFile(join(root, 'bad.tgz'), 'not one');
  const bad = await runCli(['add', 'app', join(root, 'bad.tgz'), '--remote', 'none'], { cwd: root });
  t.equal(bad.code, 65);
  t.match(bad.stderr, /bad\.tgz:1:1.*MARGO_ARCHIVE_UNREADABLE/s);
});

t.test('publishes the files of an archive as those of the folder it was packed from', async (t) => {
  const root = t.testdir();
  await git(root, 'init', '--quiet', '--bare', '--initial-branch=main', 'apps.git');
  const remote = `file://${join(root, 'apps.git')}`;
  const app = await writeFiles(join(root, 'hello', 'app'), below('apps/hello-world', makePackage()));
  const archive = await packApp(root, ['app']);

  const packed = await runCli(['add', 'app', archive, '--remote', remote, '--json']);
  t.equal(packed.code, 0, packed.stderr);
  t.match(readJson(packed), { outcome: 'published', path: 'apps/hello-world' });
  t.same(
    (await git(join(root, 'apps.git'), 'ls-tree', '-r', '--format=%(objectmode) %(path)', 'main')).split(
      '\n',
    ),
    ['100644 apps/hello-world/margo.yaml', '100755 apps/hello-world/server/run.sh'],
  );

  const again = await runCli(['add', 'app', app, '--remote', remote, '--json']);
  t.match(readJson(again), { outcome: 'already-published' });
});
