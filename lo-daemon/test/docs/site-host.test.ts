import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';
import { createProgram } from '../../src/cli/create-program.ts';
import { checkAllPluginSettings } from '../../src/config/check-all-plugin-settings.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { getReporter } from '../../src/reporters/registry.ts';

const root = new URL('../../../../', import.meta.url);
const folder = new URL('templates/site-host/', root);
const unit = await readFile(new URL('colo-lo.service', folder), 'utf8');
const guide = await readFile(new URL('README.md', folder), 'utf8');

/** Value of a key of the unit, which stands once. */
function readUnit(key: string): string {
  const values = [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
  return values.length === 1 ? (values[0] ?? '') : '';
}

t.test('LO takes the configuration of templates/site-host', async (t) => {
  const settings = await loadSettings(fileURLToPath(new URL('lo.yaml', folder)));

  t.doesNotThrow(() => checkAllPluginSettings(settings));
  for (const { type, settings: own } of settings.reporters) {
    const { name: repository, credential } = settings.infra;
    const log = createLogger('error');
    t.ok(getReporter(type).create(own, { site: settings.site, repository, credential, log }), type);
  }
  t.equal(settings.stateDir, `/var/lib/${readUnit('StateDirectory')}`, 'the folder that the unit makes');
});

t.test('docs/getting-started.md shows the same configuration', async (t) => {
  const page = await readFile(new URL('docs/getting-started.md', root), 'utf8');
  const shown = /```yaml\n(?<text>.*?)```/s.exec(page)?.groups?.['text'] ?? '';

  const sample: unknown = parse(await readFile(new URL('lo.yaml', folder), 'utf8'));

  t.strictSame(parse(shown), sample);
});

t.test('the unit starts a command that lo has, with options that it takes', async (t) => {
  const [node, program, name, ...options] = readUnit('ExecStart').split(' ');

  t.equal(node, '/usr/bin/node');
  t.ok(guide.includes(`\`${program}\``), 'the guide says where the program goes');
  const command = createProgram().commands.find((candidate) => candidate.name() === name);
  t.ok(command, `lo ${name ?? ''}`);
  t.same(options, ['--config', '/etc/colo/lo.yaml']);
  t.ok(command?.options.some(({ long }) => long === options[0]));
  t.ok(guide.includes(`\`${options[1]}\``), 'the guide says where the configuration goes');
});

t.test(
  'the unit runs LO as a user of its own, without privileges, with the sockets that it needs',
  async (t) => {
    const user = readUnit('User');

    t.ok(user !== '' && user !== 'root');
    t.ok(guide.includes(`useradd --system --home-dir /var/lib/colo --shell /usr/sbin/nologin ${user}\n`));
    t.equal(readUnit('Restart'), 'on-failure');
    t.equal(readUnit('NoNewPrivileges'), 'yes');
    t.equal(readUnit('ProtectSystem'), 'strict');
    t.equal(readUnit('ProtectHome'), 'yes');
    t.equal(readUnit('PrivateTmp'), 'yes');
    t.same(readUnit('RestrictAddressFamilies').split(' ').sort(), ['AF_INET', 'AF_INET6', 'AF_UNIX']);
  },
);

t.test('the guide of templates/site-host calls commands that lo has', async (t) => {
  const names = createProgram().commands.map((command) => command.name());
  const called = [...guide.matchAll(/lo\.mjs (?<name>[a-z]+)$/gm)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  t.ok(called.length > 1);

  for (const name of called) t.ok(names.includes(name), name);
});
