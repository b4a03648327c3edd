import type { ParameterValue } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import { isSecretReference, type ResolvedApplication, type ResolvedComponent } from '@colo/schemas/resolve';
import type { ComponentToRun } from '../runtimes/runtime.ts';
import type { BlobStore } from '../store/blob-store.ts';

export interface ComponentPlace {
  readonly site: string;
  readonly host: string;
  readonly application: ResolvedApplication;
  readonly component: ResolvedComponent;
  /** Texts of secrets by name; a component that is not blocked finds all of its own. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** A resolved component in the words of a runtime; file bytes are read from LO's store when they are needed. */
export function toComponentToRun(
  { site, host, application, component, secrets }: ComponentPlace,
  blobs: BlobStore,
): ComponentToRun {
  return {
    site,
    host,
    applicationId: application.applicationId,
    deploymentId: application.deploymentId,
    component: component.name,
    type: component.type,
    version: application.version,
    digest: component.digest,
    properties: component.properties,
    environment: Object.fromEntries(
      Object.entries(component.values).map(([pointer, value]) => [pointer, formatValue(value, secrets)]),
    ),
    secrets: Object.entries(component.values).flatMap(([pointer, value]) =>
      isSecretReference(value) ? [pointer] : [],
    ),
    files: component.files.map(({ path, mode, sha256, size }) => ({
      path,
      mode: mode === '100755' ? '0755' : '0644',
      sha256,
      size,
      read: () => blobs.get(sha256),
    })),
  };
}

/** An environment variable is text: scalars as they read, lists as JSON. */
function formatValue(value: ParameterValue, secrets: ReadonlyMap<string, string>): string {
  if (isSecretReference(value)) return requireSecret(value.secretRef, secrets);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}

function requireSecret(name: string, secrets: ReadonlyMap<string, string>): string {
  const text = secrets.get(name);
  if (text === undefined) throw new ColoError('INTERNAL', `A component came without its secret ${name}.`);
  return text;
}
