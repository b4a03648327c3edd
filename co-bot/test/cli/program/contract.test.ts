import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { errorTable } from '@colo/schemas/errors';
import { factNames } from '@colo/schemas/margo/deployment';
import { execa } from 'execa';
import t from 'tap';
import { commandTable } from '../../../src/cli/commands/command-table.ts';
import { formatCliPage } from '../../../src/cli/docs/format-cli-page.ts';
import { commonOptions } from '../../../src/cli/program/common-options.ts';
import { exitCodeMeanings, toExitCode } from '../../../src/cli/program/exit-codes.ts';
import { runCli } from '../support/run-cli.ts';

for (const definition of commandTable) {
  const name = definition.words.join(' ');
  t.test(`co ${name} explains itself`, async (t) => {
    t.ok(definition.summary.length > 10 && definition.summary.length < 100, 'a summary of one line');
    t.ok(definition.description.length > 50, 'a description');
    t.ok(definition.examples.length > 0, 'an example');
    t.ok(definition.json.length > 10, 'what --json prints');
    for (const example of definition.examples) t.match(example.command, `co ${name}`);

    const help = await runCli([...definition.words, '--help']);

    t.equal(help.code, 0);
    t.equal(help.stderr, '');
    for (const option of [...definition.options, ...commonOptions]) t.match(help.stdout, option.flags);
    for (const example of definition.examples) t.match(help.stdout, example.command);
    for (const code of definition.exitCodes) t.match(help.stdout, new RegExp(`^ +${code} +`, 'm'));
    t.match(help.stdout, definition.json);
  });
}

t.test('docs/cli.md is what the table of commands says', async (t) => {
  const page = await readFile(new URL('../../../../../docs/cli.md', import.meta.url), 'utf8');

  t.equal(page, formatCliPage(commandTable), 'run `node scripts/generate-cli-page.mjs` after a build');
});

t.test('every error ends with a documented exit code', async (t) => {
  for (const [code, definition] of Object.entries(errorTable)) {
    t.ok(toExitCode(definition.exitCode) in exitCodeMeanings, code);
  }
  for (const [code, definition] of Object.entries(errorTable)) {
    if (!code.startsWith('CLI_')) continue;
    t.equal(toExitCode(definition.exitCode), definition.exitCode, `${code} needs no translation`);
  }
});

const mistakes: readonly { readonly argv: readonly string[]; readonly says: RegExp }[] = [
  { argv: ['deplo', 'x'], says: /unknown command 'deplo'\n.*Did you mean deploy\?/ },
  { argv: ['list', 'site'], says: /unknown command 'site'\n.*Did you mean sites\?/ },
  { argv: ['list'], says: /co list needs a command/ },
  { argv: [], says: /co needs a command/ },
  { argv: ['deploy', 'hello-world'], says: /required option '--to <selector>' not specified/ },
  { argv: ['plan', 'hello'], says: /needs either --to or --from/ },
  { argv: ['plan', 'hello', '--to', 'a', '--from', 'a'], says: /needs either --to or --from/ },
  { argv: ['plan', 'hello', '--to', 'a', '--purge'], says: /--purge goes with --from/ },
  { argv: ['plan', 'hello', '--from', 'a', '--set', 'x=1'], says: /--set says nothing of a removal/ },
  { argv: ['validate'], says: /missing required argument 'path'/ },
  { argv: ['validate', '.', '--format', 'xml'], says: /Allowed choices are text, json, github, sarif/ },
  { argv: ['deploy', 'Hello', '--to', 'berlin'], says: /expected an application id/ },
  { argv: ['deploy', 'hello', '--to', 'a b'], says: /expected a comma between two targets/ },
  { argv: ['deploy', 'hello', '--to', 'a', '--set', 'x'], says: /--set x: name=value is expected/ },
  { argv: ['deploy', 'hello', '--to', 'a', '--set', 'x=1', '--set', 'x=2'], says: /--set x is given twice/ },
  { argv: ['deploy', 'hello', '--to', 'a', '--set', 'x=1\n/remove all'], says: /one line/ },
  { argv: ['deploy', 'hello', '--to', 'a', '--track', 'latest?'], says: /expected a version range/ },
  { argv: ['deploy', 'hello', '--to', 'a', '--timeout', 'soon', '--repo-infra', 'a/b'], says: /--timeout/ },
  { argv: ['remove', 'hello'], says: /required option '--from <selector>' not specified/ },
  { argv: ['remove', 'hello', '--from', 'a purge'], says: /expected a comma|is not a remove command/ },
  { argv: ['remove', 'Hello', '--from', 'a', '--purge'], says: /expected an application id/ },
  { argv: ['rollback', 'hello'], says: /needs --to and the sites/ },
  { argv: ['rollback', '12', '--to', 'a'], says: /--to goes with an application/ },
  { argv: ['status', '--repo-infra', 'no-slash'], says: /is not a repository/ },
  { argv: ['status'], says: /no infra repo is known/ },
  { argv: ['status', '--repo-infra', 'a/b', '--api', 'ftp://x'], says: /is not the address of an API/ },
];

for (const { argv, says } of mistakes) {
  t.test(`co ${argv.join(' ').replaceAll('\n', '\\n')} is a usage error`, async (t) => {
    const run = await runCli(argv);

    t.equal(run.code, 2);
    t.match(run.stderr, says);
    t.equal(run.stdout, '');
    t.notMatch(run.stderr, /\n +at /, 'no stack trace');
    t.notMatch(run.stderr, '\u001b', 'no colours without a terminal');

    const json = await runCli([...argv, '--json']);
    t.equal(json.code, 2);
    t.equal(json.stderr, '');
    t.match(JSON.parse(json.stdout), { error: { code: /USAGE|CLI_NOT_CONFIGURED/ } });
  });
}

t.test('a token never goes to an unencrypted or foreign address', async (t) => {
  const env = { GITHUB_TOKEN: 'canary-token' };
  const run = await runCli(['status', '--repo-infra', 'a/b', '--api', 'http://forge.example.com'], { env });

  t.equal(run.code, 77);
  t.match(run.stderr, /CLI_ADDRESS_REFUSED/);
  t.notMatch(run.stderr, 'canary-token');
});

t.test('help and version go to stdout', async (t) => {
  t.match((await runCli(['--help'])).stdout, /^Usage: co/);
  t.match((await runCli(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

t.test('the program itself prints, exits and stays plain when piped', async (t) => {
  const bin = fileURLToPath(new URL('../../../../bin/co.js', import.meta.url));
  const run = (...argv: readonly string[]) => execa(process.execPath, [bin, ...argv], { reject: false });

  t.match(await run('--version'), { exitCode: 0, stdout: /^\d+\.\d+\.\d+$/ });
  const mistake = await run('vaildate', '.');
  t.match(mistake, { exitCode: 2, stdout: '', stderr: /Did you mean validate\?/ });
  t.notMatch(mistake.stderr, '\u001b');
});

t.test('the help of co import margo names every fact that can be assumed', async (t) => {
  t.match((await runCli(['import', 'margo', '--help'])).stdout.replaceAll(/\s+/g, ' '), factNames.join(', '));
});
