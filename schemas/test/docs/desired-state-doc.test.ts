import { readFileSync } from 'node:fs';
import t from 'tap';
import type { OperationKind } from '../../src/diff/operation.ts';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';

/** From schemas/dist/test/docs. */
const page = readFileSync(new URL('../../../../docs/desired-state.md', import.meta.url), 'utf8');

const KINDS = {
  'add-app': true,
  'remove-app': true,
  'purge-app': true,
  'add-component': true,
  'update-component': true,
  'replace-component': true,
  'remove-component': true,
  noop: true,
  observe: true,
} as const satisfies Record<OperationKind, true>;

t.test('the example of docs/desired-state.md is a valid document', async (t) => {
  const example = /```yaml\n(?<text>apiVersion[\s\S]*?)```/.exec(page)?.groups?.['text'] ?? '';

  const read = readDesiredState(example, { file: 'sites/eu/berlin/desiredstate.yaml', site: 'eu/berlin' });

  t.match(read, { ok: true, warnings: [] });
});

t.test('docs/desired-state.md explains every operation', async (t) => {
  for (const kind of Object.keys(KINDS)) t.ok(page.includes(`\`${kind}\``), kind);
});

t.test('the tombstone of docs/desired-state.md is one', async (t) => {
  const spec =
    /```yaml\n(?<text>spec:\n {2}deployments: \[\]\n {2}purged:[\s\S]*?)```/.exec(page)?.groups?.['text'] ??
    '';
  const head = 'apiVersion: colo.dev/v1alpha1\nkind: DesiredState\nmetadata:\n  site: eu/berlin\n';

  const read = readDesiredState(head + spec, { file: 'd.yaml' });

  t.match(read, {
    ok: true,
    value: { spec: { purged: [{ applicationId: 'hello-world', hosts: ['edge-01'], epoch: 1 }] } },
  });
});
