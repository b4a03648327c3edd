import type { JsonSchema } from '../../documents/schema/compile-schema.ts';
import {
  type MargoCapabilities2024,
  margoCapabilities202410Schema,
} from '../../generated/margo-capabilities-2024-10.ts';
import {
  type MargoCapabilitiesRc2,
  margoCapabilitiesRc2Schema,
} from '../../generated/margo-capabilities-rc2.ts';
import {
  type MargoCapabilitiesRc3,
  margoCapabilitiesRc3Schema,
} from '../../generated/margo-capabilities-rc3.ts';
import type { MargoDialect } from '../app-package.ts';
import { type AnyForm, asAnyForm } from '../documents/document-form.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';

interface CapabilitiesDocument {
  readonly properties: { readonly id: string };
}

const DRAFT = form<MargoCapabilities2024>(
  '2024-10',
  margoCapabilities202410Schema,
  'DeviceCapability',
  () => [],
);
const RC3 = form<MargoCapabilitiesRc3>(
  'rc3',
  margoCapabilitiesRc3Schema,
  'DeviceCapabilitiesManifest',
  () => [],
);

/** The form of a device's capabilities: release candidate 3 has no kind, and says what is supported in place of roles. */
export function detectCapabilities(value: Readonly<Record<string, unknown>>): AnyForm {
  if (value['kind'] === 'DeviceCapability') return DRAFT;
  if (!Object.hasOwn(value, 'kind')) return RC3;
  const properties = isRecord(value['properties']) ? value['properties'] : {};
  const isThird = ['supportedDeploymentTypes', 'supportedRuntimes', 'cpus'].some((key) =>
    Object.hasOwn(properties, key),
  );
  if (isThird && !Object.hasOwn(properties, 'roles')) return RC3;
  const word = value['kind'] === 'DeviceCapabilities' ? 'DeviceCapabilities' : 'DeviceCapabilitiesManifest';
  // The sandbox of preview release 1 is alone with the short name.
  const dialect = word === 'DeviceCapabilities' ? 'pr1' : 'rc2';
  return form<MargoCapabilitiesRc2>(dialect, margoCapabilitiesRc2Schema, word, checkResources);
}

/** Only a device that is nothing but a gateway may have no resources. */
function checkResources({ properties }: MargoCapabilitiesRc2): readonly Fault[] {
  if (properties.resources !== undefined || properties.roles.every((role) => role === 'Gateway')) return [];
  const message = `a ${properties.roles.find((role) => role !== 'Gateway')} must say which resources it has`;
  return [{ code: 'MARGO_CAPABILITIES_INCOMPLETE', path: ['properties'], message, atKey: true }];
}

function form<T extends CapabilitiesDocument>(
  dialect: MargoDialect,
  schema: JsonSchema,
  word: string,
  check: (document: T) => readonly Fault[],
): AnyForm {
  return asAnyForm<T>({
    kind: 'DeviceCapabilities',
    dialect,
    schema,
    word,
    check,
    describe: ({ properties }) => ({ kind: 'DeviceCapabilities', id: properties.id }),
  });
}
