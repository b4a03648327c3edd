import type { ParameterValue, ResolvedApplication, ResolvedComponent } from '@colo/schemas';
import type { ComponentToRun } from '../runtimes/runtime.ts';
import type { BlobStore } from '../store/blob-store.ts';

export interface ComponentPlace {
  readonly site: string;
  readonly host: string;
  readonly application: ResolvedApplication;
  readonly component: ResolvedComponent;
}

/** A resolved component in the words of a runtime; file bytes are read from LO's store when they are needed. */
export function toComponentToRun(
  { site, host, application, component }: ComponentPlace,
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
      Object.entries(component.values).map(([pointer, value]) => [pointer, formatValue(value)]),
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
function formatValue(value: ParameterValue): string {
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}
