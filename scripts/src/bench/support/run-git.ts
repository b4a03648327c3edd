import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import { programEnvironment } from '../../world/places.ts';

export interface GitRun {
  /** Folder to run in. Also the home folder, so that nobody's own settings count. */
  readonly cwd: string;
  readonly args: readonly string[];
  readonly input?: Uint8Array;
  /** Settings for the environment, where a credential is in no argument list. */
  readonly config?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 600_000;
const MAX_SHOWN = 400;

/** Runs git as a person at a terminal would, without that person's settings. Throws INTERNAL when it fails. */
export async function runGit({ cwd, args, input, config = {} }: GitRun): Promise<string> {
  const result = await execa('git', [...args], {
    cwd,
    env: { ...programEnvironment(cwd), GIT_TERMINAL_PROMPT: '0', ...toEnvironment(config) },
    extendEnv: false,
    timeout: TIMEOUT_MS,
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  if (result.exitCode === 0) return result.stdout;
  const said = toSafeText(result.stderr, MAX_SHOWN);
  throw new ColoError(
    'INTERNAL',
    `git ${args[0] ?? ''} ended with ${result.exitCode ?? 'an error'}: ${said}`,
  );
}

/** Settings as GIT_CONFIG_COUNT variables (git-config(1)). */
function toEnvironment(config: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(config);
  const pairs = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(entries.length), ...Object.fromEntries(pairs) };
}
