import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { processRuntime } from '../../src/runtimes/process/process-runtime.ts';
import { parseEnviron, testRuntime } from '../contract/runtime-contract.ts';
import { killAll } from '../node/find-processes.ts';
import { createNodeRig } from '../node/node-rig.ts';
import { sampleComponent } from '../node/sample-component.ts';

testRuntime(t, {
  runtime: processRuntime,
  largestValue: 64 * 1024,
  async open(t) {
    const rig = await createNodeRig(t);
    return {
      rig,
      component: ({ label, sick, environment = {} }) =>
        sampleComponent({
          label,
          out: rig.out,
          environment,
          ...(sick === true ? { properties: { healthCheck: { command: ['false'] } } } : {}),
        }),
      readInstance: async () => (await rig.programs()).join(' '),
      async readEnvironment() {
        const [pid = 0] = await rig.programs();
        return parseEnviron(await readFile(`/proc/${pid}/environ`, 'utf8'));
      },
      async killByHand() {
        await killAll(await rig.programs());
      },
      async listLeft() {
        const files = await readdir(join(rig.slotFolder, 'run'), { recursive: true });
        return files.filter((name) => name !== 'error');
      },
    };
  },
});
