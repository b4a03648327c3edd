import { type MargoManifest, margoManifestSchema } from '../../generated/margo-manifest.ts';
import { type AnyForm, asAnyForm } from '../documents/document-form.ts';
import { checkManifest } from './check-manifest.ts';

/** The state manifest, which every dialect that has one writes alike. */
export const manifestForm: AnyForm = asAnyForm<MargoManifest>({
  kind: 'DesiredStateManifest',
  schema: margoManifestSchema,
  word: 'DesiredStateManifest',
  check: checkManifest,
  describe: ({ manifestVersion, deployments }) => ({
    kind: 'DesiredStateManifest',
    version: manifestVersion,
    deployments: deployments.map(({ deploymentId, digest }) => ({ id: deploymentId, digest })),
  }),
});
