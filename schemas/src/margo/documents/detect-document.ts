import { detectCapabilities } from '../capabilities/detect-capabilities.ts';
import { isRecord } from '../is-record.ts';
import { manifestForm } from '../manifest/manifest-form.ts';
import { detectStatus } from '../status/detect-status.ts';
import { detectDeployment } from './detect-deployment.ts';
import type { AnyForm } from './document-form.ts';

/** What a value is by its `kind` or its shape. */
export type Detected =
  | { readonly kind: 'package' }
  | { readonly kind: 'form'; readonly form: AnyForm; readonly isKindKnown: boolean }
  /** It names a kind that is none of Margo's, and its shape tells nothing. */
  | { readonly kind: 'unknown' }
  /** It has no mark of ours. */
  | { readonly kind: 'foreign' };

type Family = 'package' | 'deployment' | 'status' | 'capabilities' | 'manifest';

const FAMILIES: Readonly<Record<string, Family>> = {
  ApplicationDescription: 'package',
  application: 'package',
  ApplicationDeployment: 'deployment',
  DeploymentStatus: 'status',
  DeploymentStatusManifest: 'status',
  DeviceCapability: 'capabilities',
  DeviceCapabilities: 'capabilities',
  DeviceCapabilitiesManifest: 'capabilities',
  DesiredStateManifest: 'manifest',
};

/** The kinds of Margo's documents that colo knows, in the words of all dialects. */
export const margoKinds: readonly string[] = Object.keys(FAMILIES);

/** Tells what a document is. Some dialects have no kind: then keys that only one kind has tell. */
export function detectDocument(value: unknown): Detected {
  if (!isRecord(value)) return { kind: 'foreign' };
  const { kind } = value;
  const named = typeof kind === 'string' && Object.hasOwn(FAMILIES, kind) ? FAMILIES[kind] : undefined;
  const family = named ?? detectShape(value);
  if (family === undefined) return { kind: typeof kind === 'string' ? 'unknown' : 'foreign' };
  if (family === 'package') return { kind: 'package' };
  return {
    kind: 'form',
    form: detectForm(family, value),
    isKindKnown: named !== undefined || kind === undefined,
  };
}

function detectShape(value: Readonly<Record<string, unknown>>): Family | undefined {
  if (Object.hasOwn(value, 'deploymentProfiles')) return 'package';
  if (
    Object.hasOwn(value, 'deploymentId') &&
    (Object.hasOwn(value, 'status') || Object.hasOwn(value, 'components'))
  )
    return 'status';
  if (Object.hasOwn(value, 'manifestVersion')) return 'manifest';
  const { spec, properties } = value;
  if (isRecord(spec) && Object.hasOwn(spec, 'deploymentProfile')) return 'deployment';
  if (!isRecord(properties)) return undefined;
  const marks = ['modelNumber', 'serialNumber', 'supportedDeploymentTypes', 'supportedRuntimes'];
  return marks.some((key) => Object.hasOwn(properties, key)) ? 'capabilities' : undefined;
}

function detectForm(family: Exclude<Family, 'package'>, value: Readonly<Record<string, unknown>>): AnyForm {
  switch (family) {
    case 'deployment':
      return detectDeployment(value);
    case 'status':
      return detectStatus(value);
    case 'capabilities':
      return detectCapabilities(value);
    case 'manifest':
      return manifestForm;
  }
}
