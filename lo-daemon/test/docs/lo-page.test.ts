import { readFile } from 'node:fs/promises';
import type { ReportedOutcome } from '@colo/schemas/status';
import t from 'tap';
import { createProgram } from '../../src/cli/create-program.ts';
import { githubBudget } from '../../src/reporters/github-status/status-budget.ts';
import { reporters } from '../../src/reporters/registry.ts';
import { runtimes } from '../../src/runtimes/registry.ts';
import { transports } from '../../src/transports/registry.ts';

const root = new URL('../../../../', import.meta.url);
const page = await readFile(new URL('docs/lo.md', root), 'utf8');

const OUTCOMES = {
  pending: true,
  installing: true,
  installed: true,
  failed: true,
  removing: true,
  removed: true,
  unusable: true,
  refused: true,
  superseded: true,
} as const satisfies Record<ReportedOutcome, true>;

type Json = Readonly<Record<string, unknown>>;

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

interface Key {
  readonly path: string;
  readonly default: unknown;
}

/** Every key of lo.yaml as the page writes it; maps by id or host get a word in angle brackets. */
function listKeys(schema: Json, definitions: Json, path = ''): readonly Key[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return [{ path, default: undefined }];
  const properties = Object.entries(asObject(schema['properties']));
  const values = asObject(schema['additionalProperties']);
  if (properties.length > 0)
    return properties.flatMap(([name, value]) =>
      listKeys(asObject(value), definitions, path === '' ? name : `${path}.${name}`),
    );
  if (values['properties'] !== undefined)
    return Object.keys(asObject(values['properties'])).map((name) => ({
      path: `${path}.<host>.${name}`,
      default: undefined,
    }));
  if (values['type'] === 'object') return [{ path: `${path}.<id>`, default: undefined }];
  return [{ path, default: schema['default'] }];
}

/** Cells of the first table row that begins with this text in code marks. */
function findRow(first: string): readonly string[] | undefined {
  const line = page.split('\n').find((text) => text.startsWith(`| \`${first}`));
  return line?.split('|').map((cell) => cell.trim());
}

t.test('docs/lo.md lists every key of lo.yaml with its default', async (t) => {
  const schema: unknown = JSON.parse(
    await readFile(new URL('schemas/json/lo-config.schema.json', root), 'utf8'),
  );
  const keys = listKeys(asObject(schema), asObject(asObject(schema)['$defs']));
  t.ok(keys.length > 25);

  for (const { path, default: value } of keys) {
    const row = findRow(`${path}\``);
    t.ok(row, path);
    // Deadlines of components come from the package or its runtime; the page says so in words.
    if (value === undefined || path.startsWith('timeouts.')) continue;
    const shown = Array.isArray(value) ? value.join(', ') : String(value);
    t.ok(row?.[2]?.includes(shown), `${path}: ${shown}`);
  }
});

t.test('docs/lo.md lists every key of guard.compose', async (t) => {
  const schema: unknown = JSON.parse(
    await readFile(new URL('schemas/json/lo-config.schema.json', root), 'utf8'),
  );
  const guard = asObject(asObject(asObject(schema)['$defs'])['ComposeGuard']);
  const keys = Object.keys(asObject(guard['properties']));
  t.ok(keys.length > 5);

  for (const key of keys) t.match(page, new RegExp(`\\| \`${key}: `), key);
});

t.test('docs/lo.md lists every command and option of lo', async (t) => {
  const program = createProgram();
  t.ok(program.commands.length > 5);

  for (const command of program.commands) {
    t.ok(findRow(`lo ${command.name()}`), command.name());
    for (const { name } of command.registeredArguments.map((argument) => ({ name: argument.name() })))
      t.ok(findRow(`lo ${command.name()}`)?.[1]?.includes(`[${name}]`), `${command.name()} ${name}`);
    for (const option of command.options)
      t.ok(page.includes(`\`${option.flags.split(', ').at(-1)}\``), option.flags);
  }
  for (const { long } of program.options) t.ok(page.includes(`${long}\``), long ?? '');
});

t.test('docs/lo.md names no command that lo does not have', async (t) => {
  const names = new Set([...createProgram().commands.map((command) => command.name()), 'help']);
  const mentioned = [...page.matchAll(/(?:`|^|&& )lo (?<name>[a-z]+)/gm)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  t.ok(mentioned.length > 10);

  for (const name of mentioned) t.ok(names.has(name), name);
});

t.test('docs/lo.md has a row for every built-in plugin, with its settings', async (t) => {
  const plugins = [...transports.values(), ...runtimes.values(), ...reporters.values()];
  t.ok(plugins.length > 4);

  for (const { id, configSchema } of plugins) {
    const row = findRow(`${id}\` `);
    t.ok(row, id);
    for (const setting of Object.keys(asObject(configSchema['properties'])))
      t.ok(row?.join(' ').includes(`\`${setting}\``), `${id}: ${setting}`);
  }
});

t.test('docs/lo.md lists every program that a host needs', async (t) => {
  const base = await readFile(new URL('lo-daemon/runner/base.sh', root), 'utf8');
  const programs = /^REQUIRED_PROGRAMS='(?<list>[^']+)'/m.exec(base)?.groups?.['list']?.split(' ') ?? [];
  t.ok(programs.length > 20);
  const shown = /these programs: `(?<list>[^`]+)`/.exec(page)?.groups?.['list']?.split(/\s+/);

  t.same(shown, programs);
});

t.test('docs/lo.md explains every outcome that a report may have', async (t) => {
  for (const outcome of Object.keys(OUTCOMES))
    t.match(page, new RegExp(`^\\| .*\`${outcome}\``, 'm'), outcome);
});

t.test('docs/lo.md says how the statuses of a commit are spent', async (t) => {
  const { limit, kept, steps } = githubBudget;
  const [free, hourly] = steps.map(({ below }) => below);
  const text = page.replace(/\s+/g, ' ');

  t.same(
    steps.map(({ everyMs }) => everyMs / 3_600_000),
    [0, 1, 24],
  );
  t.ok(text.includes(`GitHub takes ${limit.toLocaleString('en')} statuses for one commit and context`));
  t.ok(text.includes(`The first ${free} are sent at once`));
  t.ok(text.includes(`from ${free} on at most one an hour, from ${hourly} on one a day`));
  t.ok(text.includes(`from ${limit - kept} on none that is \`pending\``));
});
