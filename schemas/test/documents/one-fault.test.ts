import t from 'tap';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { soundDocuments } from '../margo/faults/sound-documents.ts';
import { edit, pr1Text, rc2Text, rc3Text } from '../margo/fixtures.ts';

const { text } = soundDocuments['desiredstate.yaml'];
const entry = text.slice(text.indexOf('    - id:'));

function read(text: string): readonly string[] {
  const result = readDesiredState(text, { file: 'desiredstate.yaml' });
  return result.ok
    ? []
    : result.diagnostics.map(({ code, line, column, fix }) => `${line}:${column} ${code} ${fix}`);
}

t.test('an entry that was copied is one fault, whatever else it shares', async (t) => {
  const lines = text.trimEnd().split('\n').length;

  t.same(read(text + entry), [
    `${lines + 1}:11 DESIRED_ID_DUPLICATE Remove the copy, or give it a new UUID where it is meant for other hosts or another application.`,
  ]);
});

t.test('two deployments of an application that share hosts are one fault', async (t) => {
  const shared = text.replace('hosts: [edge-01]', 'hosts: [edge-01, edge-02]');
  const other = shared.slice(shared.indexOf('    - id:')).replace('- id: 5f', '- id: 6f');

  t.match(read(shared + other), [/DESIRED_HOST_TWICE/]);
  t.equal(read(shared + other).length, 1);
});

t.test('a component that is misspelt itself is one fault at its name, not one at each target', async (t) => {
  const second = `        place:
          value: a
          targets:
            - pointer: PLACE
              components: [web]
      hostParameters:`;
  const wide = text.replace('      hostParameters:', second);
  t.same(read(wide), []);

  t.same(read(wide.replace('- name: web', '- name: wbe')), ['20:19 DESIRED_TARGET_DANGLING Write web.']);
});

t.test('so it is in a package', async (t) => {
  const wrong = pr1Text.replaceAll('- name: web', '- name: wbe');
  const result = readPackage(wrong, { file: 'margo.yaml' });

  if (result.ok) throw new Error('was taken');
  const places = wrong
    .split('\n')
    .flatMap((line, index) => (line.includes('- name: wbe') ? [index + 1] : []));
  t.same(
    result.diagnostics.map(({ code, line, fix }) => `${line} ${code} ${fix}`),
    places.map((line) => `${line} MARGO_TARGET_DANGLING Write web.`),
  );
});

function readMargo(text: string): readonly string[] {
  const result = readPackage(text, { file: 'margo.yaml' });
  if (result.ok) return [];
  return result.diagnostics.map(({ code, pointer, fix }) => `${pointer} ${code} ${fix}`);
}

t.test('requiredResources in release candidate 3 is one fault, not the faults of candidate 2', async (t) => {
  const block = '    requiredResources:\n      cpu:\n        cores: 1\n';
  const pattern = / {4}deviceConstraints:[\s\S]*?(?= {2}- type)/;

  t.same(readMargo(rc3Text.replace(pattern, block)), [
    '/deploymentProfiles/0/requiredResources DOCUMENT_UNKNOWN_KEY Write deviceConstraints.',
  ]);
  t.same(readMargo(rc2Text.replace(/^kind: .*\n/m, '')), [
    ' DOCUMENT_MISSING_KEY Add kind (What this document is).',
  ]);
});

function moveDown(text: string): string {
  return edit(edit(text, '\nid: hello\n', '\n'), 'metadata:\n', 'metadata:\n  id: hello\n');
}

t.test('an id in the place of another dialect is one fault, at the id', async (t) => {
  const charts = rc2Text
    .replace('type: compose', 'type: helm')
    .replace('packageLocation: ./web/compose.yaml', 'repository: oci://x.test/web\n          revision: 1.0.0')
    .replace('pointer: PORT', 'pointer: port')
    .replace('components: ["web", "program"]', 'components: ["program"]');
  t.same(readMargo(charts), []);

  const fault = '/metadata/id MARGO_DIALECT_UNKNOWN Move id out of metadata, to the top.';
  t.same(readMargo(moveDown(charts)), [fault]);
  t.same(readMargo(moveDown(rc3Text)), [fault]);

  const early = charts.replaceAll('type: helm', 'type: helm.v3');
  t.same(readMargo(early), ['/id MARGO_DIALECT_UNKNOWN Move id into metadata.']);
});
