import { execa } from 'execa';

/** How a command of the story ended. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Never throws for an exit code: the story asserts it. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly timeoutMs?: number;
  },
): Promise<CommandEnd> {
  const result = await execa(file, [...args], {
    cwd: options.cwd,
    env: { ...options.environment },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: options.timeoutMs ?? 120_000,
  });
  return { exitCode: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr };
}
