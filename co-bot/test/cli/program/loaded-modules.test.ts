import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { makePackage } from '../../support/packages.ts';
import { writeFiles } from '../support/write-files.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const bin = join(root, 'co-bot/bin/co.js');

/** A hook of node that writes down the address of every module that is loaded. */
const LISTEN = toModule(
  `export const load = (url, context, next) => { process._rawDebug('loads ' + url); return next(url, context); }`,
);
const REGISTER = toModule(`import { register } from 'node:module'; register(${JSON.stringify(LISTEN)});`);

function toModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

interface Loaded {
  /** Packages from outside, by name. */
  readonly packages: readonly string[];
  /** colo's own modules, from the workspace on: `co-bot/src/cli/main`. */
  readonly own: readonly string[];
}

/** What the program loads for one command line. */
async function listLoaded(...argv: readonly string[]): Promise<Loaded> {
  const run = await execa(process.execPath, ['--import', REGISTER, bin, ...argv], { reject: false });
  const urls = [...run.stderr.matchAll(/^loads file:\/\/(?<path>.*)$/gm)].map(({ groups }) =>
    decodeURIComponent(groups?.['path'] ?? ''),
  );
  const packages = urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
  const own = urls
    .filter((url) => url.startsWith(root) && !url.includes('/node_modules/'))
    .map((url) => url.slice(root.length).replace('/dist/', '/').replace(/\.js$/, ''));
  return { packages: [...new Set(packages)].sort(), own };
}

for (const argv of [
  ['--version'],
  ['--help'],
  ['validate', '--help'],
  ['hooks', 'run', '--help'],
  ['vaildate'],
]) {
  t.test(`co ${argv.join(' ')} loads the table of commands and nothing that does their work`, async (t) => {
    const { packages, own } = await listLoaded(...argv);

    t.same(packages, ['commander', 'picocolors']);
    t.ok(own.includes('co-bot/src/cli/commands/command-table'), 'what is loaded was seen');
    t.same(
      own.filter(
        (name) =>
          name.startsWith('schemas/') &&
          !/^schemas\/src\/(?:exports\/|process\/)?(?:errors|text|stop-signal)\b/.test(name),
      ),
      [],
    );
    t.same(
      own.filter((name) => name.includes('/runs/')),
      [],
    );
  });
}

t.test('co validate on files loads what documents need: no forge, no git', async (t) => {
  const folder = await writeFiles(t.testdir(), makePackage());

  const { packages, own } = await listLoaded('validate', join(folder, 'apps/hello-world/margo.yaml'));

  t.ok(packages.includes('yaml'), 'what is loaded was seen');
  t.same(
    packages.filter((name) => /octokit|probot|isomorphic-git|execa|pino/.test(name)),
    [],
  );
  t.same(
    own.filter((name) => name.includes('/runs/')),
    ['co-bot/src/cli/commands/runs/validate'],
  );
});
