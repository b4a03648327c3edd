import type { Diagnostic, ReadResult } from '../../../src/documents/diagnostic.ts';
import { writeDocument } from '../../../src/documents/write-document.ts';
import type { Deployment, DesiredState } from '../../../src/generated/desired-state.ts';
import type { ExportedDeployment, ExportOptions } from '../../../src/margo/deployment/export-deployments.ts';
import { exportDeployments } from '../../../src/margo/deployment/export-deployments.ts';
import { importDeployments } from '../../../src/margo/deployment/import-deployments.ts';

export const commit = '5'.repeat(40);
export const digest = `sha256:${'a1'.repeat(32)}`;
export const file = 'sites/eu/berlin/desiredstate.yaml';

/** A chart on two hosts, one with a greeting of its own. */
export const chart: Deployment = {
  id: '5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f',
  applicationId: 'hello',
  version: '1.0',
  source: { repository: 'acme/apps', path: 'apps/hello', commit, digest },
  hosts: ['edge-01', 'edge-02'],
  profile: {
    id: 'hello-helm',
    type: 'helm',
    components: [
      {
        name: 'chart',
        properties: { repository: 'oci://registry.example.com/hello', revision: '1.0.0+b.1', timeout: '90s' },
      },
    ],
  },
  overrides: { greeting: 'Hello' },
  parameters: {
    greeting: { value: 'Hello', targets: [{ pointer: 'global.greeting', components: ['chart'] }] },
  },
  hostParameters: { 'edge-02': { greeting: 'Moin' } },
  track: '^1.0',
  hold: { reason: 'rolled back: see #7', by: 'octocat' },
};

/** A compose file of a package. */
export const compose: Deployment = {
  id: 'ad9b614e-8912-45f4-a523-372358765def',
  applicationId: 'web',
  version: '2.0',
  source: { repository: 'acme/apps', path: 'apps/web', commit, digest },
  hosts: ['edge-01'],
  profile: {
    id: 'web-compose',
    type: 'compose',
    components: [{ name: 'web', properties: { packageLocation: './compose.yaml', wait: true } }],
  },
  parameters: { port: { value: 8080, targets: [{ pointer: 'PORT', components: ['web'] }] } },
};

export function makeState(...deployments: readonly Deployment[]): DesiredState {
  return {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: 'eu/berlin' },
    spec: { deployments: [...deployments] },
  };
}

/** Exports, or throws with what was said. */
export function mustExport(
  desired: DesiredState,
  options: Omit<ExportOptions, 'file'> = {},
): readonly ExportedDeployment[] {
  return must(exportDeployments(writeDocument(desired), { file, ...options }));
}

export function toStream(exported: readonly ExportedDeployment[]): string {
  return exported.map(({ text }) => text).join('---\n');
}

/** Imports one text, or throws with what was said. */
export function mustImport(text: string): string {
  return writeDocument(must(importDeployments([{ file: 'margo.yaml', text }], {})));
}

export function must<T>(result: ReadResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(show(result.diagnostics).join('\n'));
}

export function show(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    (each) => `${each.file}:${each.line}:${each.column} ${each.severity} ${each.code}: ${each.message}`,
  );
}

/** What an import says of a text. */
export function faultsOf(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => ({ file: `${index + 1}.yaml`, text }));
  const result = importDeployments(files, {});
  return show(result.ok ? result.warnings : result.diagnostics);
}

/** A text with one part changed; a part that is not there is a mistake of the test. */
export function edit(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the text`);
  return text.replace(from, to);
}
