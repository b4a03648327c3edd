import type { ReadResult } from '@colo/schemas/diagnostics';
import { readActualState } from '@colo/schemas/documents/actual-state';
import { readCoConfig } from '@colo/schemas/documents/co-config';
import { readDesiredState } from '@colo/schemas/documents/desired-state';
import { readEvent } from '@colo/schemas/documents/event';
import { readFleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { readLoConfig } from '@colo/schemas/documents/lo-config';
import { readSite } from '@colo/schemas/documents/site';
import { writeDocument } from '@colo/schemas/documents/write';
import { parseYaml } from '@colo/schemas/documents/yaml';
import { compareDocuments } from '@colo/schemas/margo/compare';
import { convertPackage } from '@colo/schemas/margo/convert';
import { type AssumedFacts, exportDeployments, importDeployments } from '@colo/schemas/margo/deployment';
import { readMargoDocument } from '@colo/schemas/margo/documents';
import { readPackage } from '@colo/schemas/margo/package';
import type { FuzzOutcome, FuzzTarget } from '../target.ts';

const site = 'eu/berlin';

/** Every reader of a document. */
export const documentTargets: readonly FuzzTarget[] = [
  reader('package', (text, file) => readPackage(text, { file })),
  reader('desired-state', (text, file) => readDesiredState(text, { file, site })),
  reader('site', (text, file) => readSite(text, { file, site })),
  reader('fleet-policy', (text, file) => readFleetPolicy(text, { file })),
  reader('event', (text, file) => readEvent(text, { file })),
  reader('lo-config', (text, file) => readLoConfig(text, { file })),
  reader('co-config', (text, file) => readCoConfig(text, { file })),
  reader('convert-pr1', (text, file) => convertPackage(text, { file, to: 'pr1' })),
  reader('convert-rc3', (text, file) => convertPackage(text, { file, to: 'rc3' })),
  { name: 'margo-export', seeds: 'yaml', run: goThere },
  {
    name: 'margo-import',
    seeds: 'yaml',
    run: (input) => toOutcome(importDeployments([{ file: 'margo.yaml', text: input }], assumed)),
  },
  reader('actual-state', (text, file) => readActualState(text, { file }), 'json'),
  { name: 'margo-document', seeds: 'yaml', run: readMargo },
  { name: 'margo-document-json', seeds: 'json', run: readMargo },
];

/** What documents by others do not say, so that they come as far as those of colo. */
const assumed: AssumedFacts = {
  site,
  host: 'edge-01',
  version: '1.0',
  profile: 'p',
  'source-repository': 'acme/apps',
  'source-path': 'apps/hello',
  'source-commit': '5'.repeat(40),
  'source-digest': `sha256:${'a'.repeat(64)}`,
};

/** What goes out comes back as the same. */
function goThere(input: string): FuzzOutcome {
  const exported = exportDeployments(input, { file: 'desiredstate.yaml' });
  if (!exported.ok || exported.value.length === 0) return toOutcome(exported);
  const text = exported.value.map((each) => each.text).join('---\n');
  const back = importDeployments([{ file: 'margo.yaml', text }], {});
  if (!back.ok) throw new Error(`what was exported is refused: ${back.diagnostics[0]?.message ?? ''}`);
  const again = exportDeployments(writeDocument(back.value), { file: 'desiredstate.yaml' });
  const texts = again.ok ? again.value.map((each) => each.text) : [];
  if (exported.value.some((each) => !texts.includes(each.text)))
    throw new Error('a document changed on its way');
  return { diagnostics: exported.warnings };
}

function reader(
  name: string,
  read: (text: string, file: string) => ReadResult<unknown>,
  seeds: FuzzTarget['seeds'] = 'yaml',
): FuzzTarget {
  return {
    name,
    seeds,
    run: (input) => ({ ...toOutcome(read(input, `${name}.yaml`)), file: `${name}.yaml` }),
  };
}

/** Status, capabilities, state manifest or deployment, whichever it looks like, compared with itself. */
function readMargo(input: string): FuzzOutcome {
  const parsed = parseYaml(input, { file: 'margo.yaml' });
  if (!parsed.ok) return { ...toOutcome(parsed), file: 'margo.yaml' };
  const report = readMargoDocument(input, parsed.value);
  if (report === undefined) return {};
  const { diagnostics, document, what } = report;
  const compared = document === undefined ? [] : compareDocuments([document, document], { isOrdered: true });
  return { diagnostics: [...diagnostics, ...compared], said: [what], file: 'margo.yaml' };
}

function toOutcome(result: ReadResult<unknown>): FuzzOutcome {
  if (result.ok) return { diagnostics: result.warnings };
  // A document that is refused has to say why.
  if (result.diagnostics.length === 0) throw new Error('refused without a fault');
  return { diagnostics: result.diagnostics };
}
