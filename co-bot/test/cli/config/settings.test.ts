import { join } from 'node:path';
import t from 'tap';
import { createSettings } from '../../../src/cli/config/settings.ts';
import { createArguments } from '../../../src/cli/program/arguments.ts';
import { writeFiles } from '../support/write-files.ts';

function open(
  cwd: string,
  env: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
) {
  const stream = { write: () => true };
  const io = {
    stdout: stream,
    stderr: stream,
    env: { HOME: cwd, ...env },
    cwd,
    signal: new AbortController().signal,
  };
  return createSettings(createArguments([], options), io);
}

t.test(
  'the command line wins over the environment, that over the checkout, that over the person',
  async (t) => {
    const root = t.testdir();
    await writeFiles(root, {
      '.config/colo/config.yaml':
        'infra: user/infra\nregistry: user/apps\napi: https://ghe.example.com/api/v3/\n',
      'fleet/.colo/config.yaml': 'infra: checkout/infra\n',
      'fleet/sites/readme.txt': '',
    });
    const cwd = join(root, 'fleet/sites');
    const env = { HOME: root };

    t.match(await open(cwd, env).infra(), { owner: 'checkout', name: 'infra' });
    t.match(await open(cwd, env).registry(), { owner: 'user', name: 'apps' });
    t.equal(await open(cwd, env).api(), 'https://ghe.example.com/api/v3');
    t.match(await open(cwd, { ...env, COLO_INFRA: 'env/infra' }).infra(), { owner: 'env' });
    t.match(
      await open(cwd, { ...env, COLO_INFRA: '' }).infra(),
      { owner: 'checkout' },
      'empty counts as absent',
    );
    t.match(await open(cwd, { ...env, COLO_INFRA: 'env/infra' }, { repoInfra: 'line/infra' }).infra(), {
      owner: 'line',
    });
  },
);

t.test('a checkout cannot say where a token goes, nor which file is one', async (t) => {
  for (const key of [
    'api: https://evil.example.com',
    'tokenFile: /etc/passwd',
    'infra: [a]',
    'infra: ../x',
    '- infra',
  ]) {
    const cwd = await writeFiles(t.testdir(), { '.colo/config.yaml': `${key}\n` });
    await t.rejects(open(cwd, {}).infra(), { code: /CLI_CONFIG_INVALID|USAGE/ }, key);
  }
});

t.test('a token comes from a file or the environment, and is never shown', async (t) => {
  const cwd = await writeFiles(t.testdir(), {
    token: ' canary-file \n',
    'two-lines': 'canary\nX: y',
    empty: '',
  });

  t.equal(await open(cwd, {}, { tokenFile: 'token' }).token(), 'canary-file');
  t.equal(await open(cwd, { GH_TOKEN: 'gh' }).token(), 'gh');
  t.equal(await open(cwd, { GITHUB_TOKEN: 'github', GH_TOKEN: 'gh' }).token(), 'github');
  t.equal(await open(cwd, {}, { tokenFile: 'empty' }).token(), undefined);
  await t.rejects(open(cwd, {}, { tokenFile: 'missing' }).token(), { code: 'CLI_TOKEN_MISSING' });
  const refusal = await open(cwd, {}, { tokenFile: 'two-lines' }).token().catch(String);
  t.match(refusal, /characters that no token has/);
  t.notMatch(refusal, 'canary');
});
