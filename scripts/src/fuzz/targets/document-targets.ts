import {
  type ReadResult,
  readActualState,
  readCoConfig,
  readDesiredState,
  readEvent,
  readFleetPolicy,
  readLoConfig,
  readPackage,
  readSite,
} from '@colo/schemas';
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
  reader('actual-state', (text, file) => readActualState(text, { file }), 'json'),
];

function reader(
  name: string,
  read: (text: string, file: string) => ReadResult<unknown>,
  seeds: FuzzTarget['seeds'] = 'yaml',
): FuzzTarget {
  return { name, seeds, run: (input) => toOutcome(read(input, `${name}.yaml`)) };
}

function toOutcome(result: ReadResult<unknown>): FuzzOutcome {
  if (result.ok) return { diagnostics: result.warnings };
  // A document that is refused has to say why.
  if (result.diagnostics.length === 0) throw new Error('refused without a fault');
  return { diagnostics: result.diagnostics };
}
