import { runnerScripts } from '../../generated/runner-scripts.ts';
import { computeContentDigest } from '../../node/compute-content-digest.ts';
import type { Runtime } from '../runtime.ts';
import { prepareProcess } from './prepare-process.ts';
import { processPropertiesSchema } from './process-properties.ts';

/** Plain processes: no container engine needed. */
export const processRuntime: Runtime = {
  id: 'process',
  help: 'Runs one program of the package as a detached process; LO watches it and starts it again when it ends.',
  configSchema: { type: 'object', additionalProperties: false, properties: {} },
  propertiesSchema: processPropertiesSchema,
  capabilities: { pullsOnStage: false, restartsByItself: false },
  script: runnerScripts['runtime-process'],
  hostSettings: () => ({}),
  prepare: async (component) => prepareProcess(component, computeContentDigest(component.files)),
};
