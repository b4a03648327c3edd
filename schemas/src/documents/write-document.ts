import { ColoError } from '../errors/colo-error.ts';
import { type CoConfig, coConfigSchema } from '../generated/co-config.ts';
import { type DesiredState, desiredStateSchema } from '../generated/desired-state.ts';
import { type Event, eventSchema } from '../generated/event.ts';
import { type FleetPolicy, fleetPolicySchema } from '../generated/fleet-policy.ts';
import { type LoConfig, loConfigSchema } from '../generated/lo-config.ts';
import { type Site, siteSchema } from '../generated/site.ts';
import type { JsonSchema } from './schema/compile-schema.ts';
import { emitYaml } from './writer/emit-yaml.ts';
import { followSchema } from './writer/order-keys.ts';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TOKENS } from './yaml/limits.ts';
import { hasFewTokens } from './yaml/read-tokens.ts';

/** The documents that are YAML. */
export type YamlDocument = CoConfig | DesiredState | Event | FleetPolicy | LoConfig | Site;

/** The schema of each kind of document; `ActualState` has its own form on the disk. */
const schemasByKind: Readonly<Record<YamlDocument['kind'], JsonSchema>> = {
  CentralOrchestrator: coConfigSchema,
  DesiredState: desiredStateSchema,
  Event: eventSchema,
  FleetPolicy: fleetPolicySchema,
  LocalOrchestrator: loConfigSchema,
  Site: siteSchema,
};

/**
 * A document as YAML, the same bytes for the same value: keys in the order of the schema, maps by code point, one scalar
 * a line, texts in quotes where a reader of YAML 1.1 or 1.2 would take them for something else. Lists keep their order.
 *
 * @throws ColoError DOCUMENT_UNWRITABLE for a value that no reader would take back (NaN, NUL, a bidirectional control),
 *   DOCUMENT_TOO_LARGE above the size that readers take
 */
export function writeDocument(document: YamlDocument): string {
  const schema = schemasByKind[document.kind];
  const text = emitYaml(document, followSchema(schema));
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    const message = `the ${document.kind} would be larger than ${MAX_DOCUMENT_BYTES} bytes`;
    throw new ColoError('DOCUMENT_TOO_LARGE', message);
  }
  if (hasFewTokens(text)) return text;
  const message = `the ${document.kind} would have more than ${MAX_DOCUMENT_TOKENS} words, signs and line ends`;
  throw new ColoError('DOCUMENT_TOO_LARGE', message);
}
