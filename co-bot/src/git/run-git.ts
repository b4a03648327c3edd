import { type ExecFileException, execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { GIT_TIMEOUT_MS, MAX_LISTING_BYTES } from './git-limits.ts';

interface GitCommand {
  /** Folder of the bare repository. Git takes it for one whatever lies in it or above: it looks for none itself. */
  readonly folder: string;
  readonly args: readonly string[];
  /** Bytes for standard input. */
  readonly input?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Configuration that must not be in argv, such as credentials. */
  readonly secretConfig?: readonly (readonly [key: string, value: string])[];
  /** Exit codes beside 0 that are answers and no errors. */
  readonly expectedCodes?: readonly number[];
}

export interface GitOutput {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

// What a repository or this machine's user configured must not change what CO does, and nothing may ask or run a hook.
const PUBLIC_CONFIG: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.attributesFile', '/dev/null'],
  ['core.quotePath', 'false'],
  ['gc.autoDetach', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['credential.helper', ''],
  ['protocol.ext.allow', 'never'],
];

// How this machine reaches the forge: proxies and certificate authorities are the operator's, so they pass.
const PASSED_ON = [
  'PATH',
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
] as const;

/** The environment of every git command: no configuration from outside, no prompts, English. */
export function gitEnvironment(
  secretConfig: readonly (readonly [string, string])[] = [],
): Record<string, string> {
  const config = [...PUBLIC_CONFIG, ...secretConfig];
  const pairs = config.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(passed),
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(pairs),
  };
}

/**
 * Runs git without a shell.
 *
 * @throws ColoError CO_GIT_FAILED; its message holds git's own words, bounded, and never the environment
 */
export async function runGit(command: GitCommand): Promise<GitOutput> {
  const { error, stdout, stderr } = await execute(command);
  const said = stderr.toString('utf8');
  // A number is git's own exit code; all else says that it was ended, or did not begin.
  const code = error === null ? 0 : error.code;
  if (typeof code === 'number' && (code === 0 || command.expectedCodes?.includes(code) === true)) {
    return { code, stdout, stderr: said };
  }
  const ended =
    typeof code === 'number' ? `ended with ${code}` : error?.killed === true ? 'was stopped' : 'did not run';
  throw new ColoError('CO_GIT_FAILED', `git ${command.args[0] ?? ''} ${ended}: ${toSafeText(said, 400)}`);
}

interface Ended {
  readonly error: ExecFileException | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function execute({ folder, args, input, secretConfig }: GitCommand): Promise<Ended> {
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: { ...gitEnvironment(secretConfig), GIT_DIR: '.' },
      encoding: 'buffer',
      maxBuffer: MAX_LISTING_BYTES,
      timeout: GIT_TIMEOUT_MS,
    } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
    const { stdin } = child;
    if (stdin === null) return;
    // git may end before it has read all; its exit code says whether that matters.
    stdin.on('error', () => undefined);
    if (input === undefined || input instanceof Uint8Array) stdin.end(input);
    else
      Readable.from(input)
        .on('error', () => child.kill())
        .pipe(stdin);
  });
}

/** Runs git and returns its output as text, without the last line break. */
export async function readGit(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runGit({ folder, args });
  return new TextDecoder().decode(stdout).replace(/\n$/u, '');
}
