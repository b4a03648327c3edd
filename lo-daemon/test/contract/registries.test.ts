import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileSchema } from '@colo/schemas/documents/schema';
import t from 'tap';
import { listPlugins } from '../../src/cli/list-plugins.ts';
import { getReporter, reporters } from '../../src/reporters/registry.ts';
import { getRuntime, runtimes } from '../../src/runtimes/registry.ts';
import { getTransport, transports } from '../../src/transports/registry.ts';

/** What every kind of plugin has in common. */
interface Plugin {
  readonly id: string;
  readonly help: string;
  readonly configSchema: Readonly<Record<string, unknown>>;
  readonly capabilities: object;
}

const KINDS: readonly {
  readonly kind: string;
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly suite: RegExp;
  readonly code: string;
  find(id: string): Plugin;
}[] = [
  {
    kind: 'transports',
    plugins: transports,
    suite: /^ *testTransport\(/m,
    code: 'NODE_TRANSPORT_UNKNOWN',
    find: getTransport,
  },
  {
    kind: 'runtimes',
    plugins: runtimes,
    suite: /^ *testRuntime\(/m,
    code: 'NODE_RUNTIME_UNKNOWN',
    find: getRuntime,
  },
  {
    kind: 'reporters',
    plugins: reporters,
    suite: /^ *testReporter\(/m,
    code: 'LO_REPORTER_UNKNOWN',
    find: getReporter,
  },
];

const tests = fileURLToPath(new URL('../../../test', import.meta.url));

for (const { kind, plugins, suite, code, find } of KINDS) {
  t.test(`every one of the ${kind} has its key, help, a schema and capabilities`, async (t) => {
    t.ok(plugins.size > 0);
    for (const [key, plugin] of plugins) {
      t.equal(plugin.id, key);
      t.match(plugin.help, /^[A-Z].{20,}\.$/, `${key} says what it is for`);
      t.ok(listPlugins().includes(`${plugin.id}\n  ${plugin.help}`), `${key} is listed`);
      const validate = compileSchema(plugin.configSchema);
      t.equal(validate({}), true, `${key} needs no settings`);
      t.equal(validate({ surprise: true }), false, `${key} refuses an unknown setting`);
      t.ok(Object.keys(plugin.capabilities).length > 0);
      t.ok(Object.values(plugin.capabilities).every((value) => typeof value === 'boolean'));
      t.equal(find(key), plugin);
    }
    t.throws(() => find('constructor'), { code, message: /known: / });
  });

  t.test(`every one of the ${kind} is held to its contract`, async (t) => {
    const names = await readdir(join(tests, kind), { recursive: true });
    for (const id of plugins.keys()) {
      const file = names.find((name) => name.split('/').at(-1) === `${id}-${kind.slice(0, -1)}.test.ts`);
      t.not(file, undefined, `${id} has a test`);
      t.match(await readFile(join(tests, kind, file ?? ''), 'utf8'), suite, `${id} runs the contract suite`);
    }
  });
}
