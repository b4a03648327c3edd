import { dirname } from 'node:path';

/** Variables that tie git to another repository, set for example inside a hook; ours must not inherit them. */
const repositoryVariables: readonly string[] = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_QUARANTINE_PATH',
];

/** A token, and the only origin that may see it. */
export interface GitCredential {
  /** Scheme, host and port: `https://github.com`. */
  readonly origin: string;
  readonly token: string;
}

/**
 * Environment for a git process: the caller's, without ties to another repository, without prompts, without hooks, and
 * with the token as a header for its origin alone. The token is in the environment because arguments are visible to every
 * user of the machine (GIT_CONFIG_COUNT: git-config(1); the user name is GitHub's own for tokens).
 */
export function createGitEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  credential?: GitCredential,
): Record<string, string> {
  const environment = createUserEnvironment(inherited);
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['protocol.ext.allow', 'never'],
  ];
  if (credential !== undefined) {
    const basic = Buffer.from(`x-access-token:${credential.token}`).toString('base64');
    settings.push([`http.${credential.origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
    settings.push(['credential.helper', '']);
  }
  appendSettings(environment, settings);
  return environment;
}

/**
 * The same for a checkout that a command writes to for its user, with the settings of both: git looks for it in this very
 * folder, and not further up. It is not named by GIT_DIR, with which git would not ask whose the checkout is
 * (safe.directory).
 */
export function keepInFolder(
  environment: Readonly<Record<string, string>>,
  folder: string,
): Record<string, string> {
  return { ...environment, GIT_CEILING_DIRECTORIES: dirname(folder) };
}

/** The caller's environment without ties to another repository, and with the caller's own settings: where are hooks? */
export function createUserEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !repositoryVariables.includes(name)) environment[name] = value;
  }
  environment['GIT_TERMINAL_PROMPT'] = '0';
  // A look at a repository leaves its index as it is.
  environment['GIT_OPTIONAL_LOCKS'] = '0';
  // Messages of git are shown, and matched nowhere; one language keeps reports comparable.
  environment['LC_ALL'] = 'C';
  return environment;
}

function appendSettings(
  environment: Record<string, string>,
  settings: readonly (readonly [string, string])[],
): void {
  let count = Number.parseInt(environment['GIT_CONFIG_COUNT'] ?? '0', 10) || 0;
  for (const [key, value] of settings) {
    environment[`GIT_CONFIG_KEY_${count}`] = key;
    environment[`GIT_CONFIG_VALUE_${count}`] = value;
    count += 1;
  }
  environment['GIT_CONFIG_COUNT'] = String(count);
}
