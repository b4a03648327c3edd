import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Test } from 'tap';
import type { SiteRig } from './site-rig.ts';

const LO = fileURLToPath(new URL('../../../bin/lo.js', import.meta.url));

/** `lo run` as a process of its own. */
export interface LoProcess {
  readonly pid: number;
  /** Its log so far. */
  readLog(): Promise<string>;
  /** Ends it with a signal and waits until it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ readonly exitCode: number | undefined }>;
}

/** Writes the rig's configuration to a file, which is both JSON and YAML. */
export async function writeConfig(rig: SiteRig): Promise<string> {
  const file = join(rig.root, 'lo.yaml');
  await writeFile(file, JSON.stringify(rig.config));
  return file;
}

/** @param nodeOptions options of node itself, for this LO alone */
export async function startLo(
  t: Test,
  rig: SiteRig,
  nodeOptions: readonly string[] = [],
): Promise<LoProcess> {
  const config = await writeConfig(rig);
  const logFile = join(rig.root, `lo-${randomUUID()}.log`);
  const child = execa('node', [...nodeOptions, LO, 'run', '--config', config], {
    reject: false,
    stdout: 'ignore',
    buffer: false,
    stderr: process.env['COLO_TEST_LOG'] === '1' ? ['inherit', { file: logFile }] : { file: logFile },
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await child;
  });
  return {
    pid: child.pid ?? 0,
    readLog: () => readFile(logFile, 'utf8').catch(() => ''),
    async kill(signal) {
      child.kill(signal);
      const { exitCode } = await child;
      return { exitCode };
    },
  };
}

/** Runs one command of `lo` to its end. */
export async function runLo(rig: SiteRig, ...args: readonly string[]) {
  const config = await writeConfig(rig);
  const { exitCode, stdout, stderr } = await execa('node', [LO, ...args, '--config', config], {
    reject: false,
  });
  return { exitCode, stdout, stderr };
}
