import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type Files, makeNothingDesired, makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { below, writeFiles } from '../support/write-files.ts';

const fleet: Files = {
  ...makePolicy(),
  ...makeSite('berlin', ['edge-01']),
  ...makeNothingDesired('berlin'),
  ...makeSite('paris', ['edge-01']),
  ...makeNothingDesired('paris'),
};
const berlin = 'sites/berlin/desiredstate.yaml';
const paris = 'sites/paris/desiredstate.yaml';
const wrong = String(fleet[berlin]).replace('site: berlin', 'site: rome');

async function openCheckout(t: Test, files: Files, below = ''): Promise<string> {
  const folder = t.testdir();
  await git(folder, 'init', '--quiet', '--initial-branch=main', '.');
  await writeFiles(join(folder, below), files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Start');
  return folder;
}

t.test('--since judges what changed since the merge base, as it lies in the work tree', async (t) => {
  const folder = await openCheckout(t, { ...fleet, [paris]: wrong });
  await git(folder, 'checkout', '--quiet', '-b', 'change');
  const clean = await runCli(['validate', '--since', 'main'], { cwd: folder });
  t.match(clean, { code: 0, stdout: /nothing changed/ }, 'the fault of paris is older');

  await writeFiles(folder, { [berlin]: wrong });
  const dirty = await runCli(['validate', '--since', 'main', '--json'], { cwd: folder });
  t.equal(dirty.code, 1);
  t.match(readJson(dirty), { errors: 1, diagnostics: [{ file: berlin, code: 'SITE_NAME_MISMATCH' }] });

  await git(folder, 'commit', '--quiet', '-a', '-m', 'Change');
  await git(folder, 'checkout', '--quiet', 'main');
  await writeFiles(folder, { 'README.md': 'later\n' });
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'Later');
  await git(folder, 'checkout', '--quiet', 'change');
  const diverged = await runCli(['validate', '--since', 'main', 'sites', '.', '--json'], { cwd: folder });
  t.match(readJson(diverged), { diagnostics: [{ file: berlin }, { file: berlin }] });
  t.equal((await runCli(['validate', '--since', 'main', paris], { cwd: folder })).code, 0);
});

t.test('--since sees new, untracked and removed files, and the sites that need them', async (t) => {
  const folder = await openCheckout(t, fleet);
  await writeFiles(folder, { 'sites/rome/site.yaml': String(fleet['sites/paris/site.yaml']) });
  await rm(join(folder, paris));

  const run = await runCli(['validate', '--since', 'HEAD', '--json'], { cwd: folder });

  t.match(readJson(run), {
    diagnostics: [
      { file: paris, code: 'TREE_DOCUMENT_MISSING' },
      { file: 'sites/rome/site.yaml', code: 'SITE_NAME_MISMATCH' },
    ],
  });
});

t.test('--staged reads the index: the work tree may say something else', async (t) => {
  const folder = await openCheckout(t, fleet);
  await writeFiles(folder, { [berlin]: wrong });
  t.equal((await runCli(['validate', '--staged'], { cwd: folder })).code, 0, 'nothing is staged');
  await git(folder, 'add', '--all');
  await writeFiles(folder, fleet);

  const run = await runCli(['validate', '--staged', '--json'], { cwd: folder });

  t.equal(run.code, 1);
  t.match(readJson(run), { diagnostics: [{ file: berlin, code: 'SITE_NAME_MISMATCH' }] });
});

t.test('an infra repo below the top of the checkout, and a registry', async (t) => {
  const folder = await openCheckout(t, fleet, 'fleet');
  await writeFiles(join(folder, 'fleet'), { [berlin]: wrong });
  await git(folder, 'add', '--all');
  for (const mode of [['--staged'], ['--since', 'HEAD']]) {
    const run = await runCli(['validate', ...mode, 'fleet'], { cwd: folder });
    t.match(run, { code: 1, stdout: /^fleet\/sites\/berlin\/desiredstate\.yaml:4:9/m });
  }
  const registry = await openCheckout(t, { ...makePackage(), ...makePackage({ id: 'other' }) });
  await writeFiles(registry, { 'apps/other/margo.yaml': 'kind: x\n' });
  const run = await runCli(['validate', '--since', 'HEAD', '--json'], { cwd: registry });
  t.match(readJson(run), { diagnostics: [{ file: 'apps/other/margo.yaml' }] });
});

for (const ref of [
  '--output=pwned',
  '-h',
  '--help',
  '$(touch pwned)',
  'main; touch pwned',
  '',
  'x\ny',
  'nowhere',
]) {
  t.test(`--since ${JSON.stringify(ref)} is a name that nothing has`, async (t) => {
    const folder = await openCheckout(t, fleet);

    const run = await runCli(['validate', `--since=${ref}`], { cwd: folder });

    t.equal(run.code, 65, run.stdout + run.stderr);
    t.match(run.stderr, /CLI_REF_UNKNOWN/);
    t.strictSame((await readdir(folder)).sort(), ['.git', 'colo.yaml', 'sites']);
  });
}

t.test('--since and --staged exclude each other, and need a repository', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, fleet);

  const both = await runCli(['validate', '--since', 'x', '--staged'], { cwd: folder });
  t.match(both, { code: 2, stderr: /exclude each other/ });
  const none = await runCli(['validate', '--staged'], {
    cwd: folder,
    env: { GIT_CEILING_DIRECTORIES: join(folder, '..') },
  });
  t.match(none, { code: 65, stderr: /CLI_REPOSITORY_UNFIT/ });
});

for (const mode of [['--since', 'HEAD'], ['--staged']]) {
  t.test(`${mode.join(' ')} compares packages of a registry with what they were`, async (t) => {
    const folder = await openCheckout(t, makePackage({ immutable: 'data' }), 'registry');
    const registry = join(folder, 'registry');
    const margo = 'apps/hello-world/margo.yaml';
    const validate = async (files: Files) => {
      await writeFiles(registry, files);
      await git(folder, 'add', '--all');
      return readJson(await runCli(['validate', ...mode, '--json'], { cwd: registry }));
    };

    t.match(await validate(makePackage({ immutable: 'data', script: 'echo other\n' })), {
      errors: 0,
      diagnostics: [
        { file: margo, line: 6, column: 12, severity: 'warning', code: 'MARGO_VERSION_PUBLISHED' },
      ],
    });
    await git(folder, 'tag', 'hello-world@1.0');
    t.match(await validate({}), {
      errors: 1,
      diagnostics: [{ severity: 'error', code: 'MARGO_VERSION_PUBLISHED' }],
    });

    t.match(await validate(makePackage({ immutable: 'data-2', version: '1.1' })), {
      errors: 1,
      diagnostics: [{ file: margo, line: 20, column: 12, code: 'MARGO_IMMUTABLE_CHANGED' }],
    });
    t.match(await validate(makePackage({ immutable: 'data', version: '1.1' })), { errors: 0, warnings: 0 });
  });
}

t.test(
  '--staged compares a package that is the whole checkout, and a first commit with nothing',
  async (t) => {
    const make = (version: string, immutable: string) =>
      below('apps/hello-world', makePackage({ version, immutable }));
    const folder = t.testdir();
    const validate = async (files: Files) => {
      await writeFiles(folder, files);
      await git(folder, 'add', '--all');
      return readJson(await runCli(['validate', '--staged', '--json'], { cwd: folder }));
    };
    await git(folder, 'init', '--quiet', '--initial-branch=main', '.');

    t.match(await validate(make('1.0', 'data')), { errors: 0, warnings: 0 });
    await git(folder, 'commit', '--quiet', '-m', 'Start');
    t.match(await validate(make('1.1', 'data-2')), {
      errors: 1,
      diagnostics: [{ file: 'margo.yaml', line: 20, column: 12, code: 'MARGO_IMMUTABLE_CHANGED' }],
    });
  },
);
