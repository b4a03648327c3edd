import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import { programEnvironment } from '../../world/places.ts';
import type { Side } from '../harness/side.ts';

export interface NodeProgram {
  readonly name: string;
  /** Arguments of node: a file and its own, or `-e` and a text. */
  readonly args: readonly string[];
  /** Folder to run in, which also takes the measurement. */
  readonly folder: string;
}

const REPORTER = new URL('../program-report-usage.js', import.meta.url).href;
const TIMEOUT_MS = 600_000;
const MAX_SHOWN = 400;

/** A Node program from its start to its end, as one side: wall time, processor time and peak memory. */
export function createProgramSide({ name, args, folder }: NodeProgram): Side {
  const file = join(folder, 'usage');
  return {
    name,
    prepare: () => rm(file, { force: true }),
    async run() {
      const result = await execa(process.execPath, ['--import', REPORTER, ...args], {
        cwd: folder,
        env: { ...programEnvironment(folder), COLO_BENCH_USAGE: file, NO_COLOR: '1' },
        extendEnv: false,
        stdin: 'ignore',
        timeout: TIMEOUT_MS,
        reject: false,
      });
      if (result.exitCode === 0) return;
      const said = toSafeText(`${result.stderr} ${result.stdout}`, MAX_SHOWN);
      throw new ColoError('INTERNAL', `${name} ended with ${result.exitCode ?? 'an error'}: ${said}`);
    },
    async gauge() {
      const [memory, microseconds] = (await readFile(file, 'utf8')).split(' ').map(Number);
      return { cpu: (microseconds ?? Number.NaN) / 1000, memory: memory ?? Number.NaN };
    },
  };
}
