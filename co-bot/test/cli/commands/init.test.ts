import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startForge } from '@colo/local-forge';
import t from 'tap';
import { parse } from 'yaml';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

const names = ['--registry', 'acme/app-registry', '--infra', 'acme/infra'];

t.test('both repos are made, valid, committed, and named in the configuration', async (t) => {
  const cwd = t.testdir();

  const run = await runCli(
    ['init', 'fleet', ...names, '--no-create', '--status-creator', 'acme-lo', '--colo', 'acme/colo@v1'],
    { cwd },
  );

  t.equal(run.code, 0, run.stderr);
  for (const repo of ['infra', 'app-registry']) {
    const folder = join(cwd, 'fleet', repo);
    t.equal(await git(folder, 'status', '--porcelain'), '', 'all is committed');
    t.equal(await git(folder, 'rev-parse', '--abbrev-ref', 'HEAD'), 'main');
    t.match(await git(folder, 'check-attr', 'text', 'any.txt'), /text: unset/);
    const workflow: unknown = parse(await readFile(join(folder, '.github/workflows/validate.yml'), 'utf8'));
    t.match(workflow, {
      jobs: {
        validate: {
          uses: 'acme/colo/.github/workflows/validate-desired-state.yml@v1',
          with: { 'colo-ref': 'v1' },
        },
      },
    });
  }
  t.match(
    await readFile(join(cwd, 'fleet/infra/colo.yaml'), 'utf8'),
    /repository: acme\/app-registry\n.*statusCreators: \["acme-lo"\]/s,
  );
  t.equal((await runCli(['validate', 'fleet/infra', 'fleet/app-registry'], { cwd })).code, 0);
  const listed = await runCli(['list', 'sites'], { cwd: join(cwd, 'fleet/infra') });
  t.notMatch(listed.stderr, /no infra repo is known/, 'commands below know the repos');
});

t.test('a second run changes nothing, and what exists is never overwritten', async (t) => {
  const cwd = t.testdir();
  await writeFiles(join(cwd, 'infra'), { 'README.md': 'mine\n' });
  await runCli(['init', ...names, '--no-create'], { cwd });
  await writeFile(join(cwd, 'infra/colo.yaml'), '# edited\n');
  const head = await git(join(cwd, 'infra'), 'rev-parse', 'HEAD');

  const again = await runCli(['init', ...names, '--no-create', '--json'], { cwd });

  t.equal(again.code, 0);
  t.match(readJson(again), { repositories: [{ written: [] }, { written: [] }], config: { written: false } });
  t.equal(await readFile(join(cwd, 'infra/README.md'), 'utf8'), 'mine\n');
  t.equal(await readFile(join(cwd, 'infra/colo.yaml'), 'utf8'), '# edited\n');
  t.equal(await git(join(cwd, 'infra'), 'rev-parse', 'HEAD'), head);
});

t.test('a link in the way is not followed', async (t) => {
  const cwd = t.testdir({ elsewhere: {}, infra: {} });
  await symlink(join(cwd, 'elsewhere'), join(cwd, 'infra/sites'));

  const run = await runCli(['init', ...names, '--no-create'], { cwd });

  t.equal(run.code, 65);
  t.match(run.stderr, /infra\/sites is in the way/);
});

t.test('with a token both repos are created on the forge and pushed, once', async (t) => {
  const cwd = t.testdir();
  const forge = await startForge({ root: join(cwd, 'forge') });
  t.teardown(() => forge.close());
  const alice = forge.createUser('alice');
  const env = { GITHUB_API_URL: forge.url, GITHUB_TOKEN: alice.token };
  const argv = ['init', 'fleet', '--registry', 'alice/app-registry', '--infra', 'alice/infra', '--json'];

  const run = await runCli(argv, { cwd, env });

  t.equal(run.code, 0, run.stdout + run.stderr);
  t.match(readJson(run), {
    repositories: [
      { forge: { outcome: 'created-and-pushed' } },
      { forge: { outcome: 'created-and-pushed' } },
    ],
  });
  const again = await runCli(argv, { cwd, env });
  t.match(readJson(again), {
    repositories: [{ forge: { outcome: 'up-to-date' } }, { forge: { outcome: 'up-to-date' } }],
  });
  const foreign = await writeFiles(join(cwd, 'other'), {
    'infra/README.md': 'a',
    'app-registry/README.md': 'b',
  });
  const elsewhere = await runCli(
    argv.map((word) => (word === 'fleet' ? foreign : word)),
    { cwd, env },
  );
  t.equal(elsewhere.code, 1, 'commits of others are not overwritten');
  t.match(readJson(elsewhere), {
    repositories: [{ forge: { outcome: 'not-pushed' } }, { forge: { outcome: 'not-pushed' } }],
  });
  const sites = await runCli(['list', 'sites', '--json'], { cwd: join(cwd, 'fleet'), env });
  t.match(readJson(sites), { infra: 'alice/infra', sites: [{ name: 'example', hosts: [] }] });
  t.notMatch(await readFile(join(cwd, 'fleet/infra/.git/config'), 'utf8'), alice.token);
});

t.test('names that would not fit a workflow or a policy are refused', async (t) => {
  const cwd = t.testdir();

  for (const more of [
    ['--status-creator', 'a"]'],
    ['--colo', 'acme/colo@v1 }'],
    ['--colo', 'nothing'],
  ]) {
    const run = await runCli(['init', ...names, '--no-create', ...more], { cwd });
    t.equal(run.code, 2, more.join(' '));
  }
});
