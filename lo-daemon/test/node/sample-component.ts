import { createHash } from 'node:crypto';
import type { ComponentToRun, ContentFile, RuntimeGuard } from '../../src/runtimes/runtime.ts';

export const NO_PRIVILEGES: RuntimeGuard = {
  allow: [],
  bindMounts: [],
  capabilities: [],
  devices: [],
};

export const DEPLOYMENT_ID = '5f0c7a52-7b1a-5f0e-9a53-0d3f6a1c2b11';

/** A content file in memory. */
export function contentFile(path: string, text: string, mode: ContentFile['mode'] = '0644'): ContentFile {
  const bytes = Buffer.from(text);
  return {
    path,
    mode,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    read: async () => bytes,
  };
}

/** A component digest that depends on nothing but a label. */
export function targetOf(label: string): string {
  return `sha256:${createHash('sha256').update(label).digest('hex')}`;
}

/** The program of the samples: leaves a line for each start in $OUT/starts, then stays. */
const APP = `#!/bin/sh
echo "$VERSION_LABEL $$" >>"$OUT/starts"
printf '%s' "$GREETING" >"$OUT/greeting"
[ "$VERSION_LABEL" != crash ] || { echo "cannot go on" >&2; exit 3; }
exec sleep 1000
`;

export interface SampleOptions {
  readonly label: string;
  /** Folder in which the program leaves its marks. */
  readonly out: string;
  readonly component?: string;
  readonly greeting?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: readonly ContentFile[];
}

/** A \`process\` component whose digest follows from its label. */
export function sampleComponent(options: SampleOptions): ComponentToRun {
  return {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: options.component ?? 'web',
    type: 'process',
    version: options.label,
    digest: targetOf(options.label),
    properties: {
      packageLocation: 'app',
      command: ['sh', './run.sh'],
      // What fails here fails at once; on a busy machine all else needs its time.
      timeout: '5m0s',
      ...options.properties,
    },
    environment: {
      OUT: options.out,
      VERSION_LABEL: options.label,
      GREETING: options.greeting ?? 'Hello',
      ...options.environment,
    },
    files: options.files ?? [contentFile('app/run.sh', APP, '0755'), contentFile('app/label', options.label)],
  };
}
