import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { execa } from 'execa';

/** What the numbers of a run hold for, and nothing else. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly git: string;
  /** OpenSSH's client; undefined where it is not installed. */
  readonly ssh: string | undefined;
  /** Running tasks, averaged over the minute before: well above zero means that others were at work. */
  readonly loadAverage: number;
}

export async function readMachineFacts(): Promise<MachineFacts> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    git: (await readVersion('git', ['--version'])) ?? 'unknown',
    ssh: await readVersion('ssh', ['-V']),
    loadAverage: loadavg()[0] ?? 0,
  };
}

/** First line of what a program says of its version; undefined where it cannot be run. `ssh -V` says it on stderr. */
export async function readVersion(program: string, args: readonly string[]): Promise<string | undefined> {
  const { failed, stdout, stderr } = await execa(program, [...args], {
    reject: false,
    stdin: 'ignore',
    timeout: 20_000,
  });
  const [line = ''] = (stdout === '' ? stderr : stdout).split('\n');
  return failed || line === '' ? undefined : line.trim();
}
