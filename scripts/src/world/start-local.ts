import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Forge } from '@colo/local-forge';
import { INFRA, loLogin } from './names.ts';
import { checkoutRoot, programEnvironment } from './places.ts';
import { type Program, startProgram } from './start-program.ts';

/** One running LO. */
export interface Local {
  readonly site: string;
  readonly configFile: string;
  readonly stateDir: string;
  readonly program: Program;
  /** Starts the same LO again after `program` ended. */
  restart(): Promise<Local>;
}

export interface LocalOptions {
  readonly forge: Forge;
  readonly site: string;
  readonly root: string;
  readonly logs: string;
  readonly secrets: string;
  readonly identityFile: string;
  /** Environment of the container tools on its hosts. */
  readonly containerEnvironment: Readonly<Record<string, string>>;
}

/** Writes `lo.yaml` of a site, with a token that can only read contents and post statuses, and starts its LO. */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const { forge, site, root, secrets } = options;
  const name = site.replaceAll('/', '-');
  const folder = join(root, 'sites', name);
  const stateDir = join(folder, 'state');
  const configFile = join(folder, 'lo.yaml');
  const tokenFile = join(secrets, `${name}-token`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  forge.setPermission(INFRA, loLogin(site), 'write');
  const token = forge.addToken(loLogin(site), {
    permissions: { contents: 'read', statuses: 'write', metadata: 'read' },
    repositories: [INFRA],
  });
  await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
  await writeFile(
    configFile,
    [
      'apiVersion: colo.dev/v1alpha1',
      'kind: LocalOrchestrator',
      `site: ${site}`,
      'infra:',
      `  repository: ${forge.url}/${INFRA}.git`,
      `  credential: { file: ${tokenFile} }`,
      '  pollSeconds: 1',
      `stateDir: ${stateDir}`,
      `identityFile: ${options.identityFile}`,
      'drift: { everySeconds: 30 }',
      'retry: { initialSeconds: 1, maxSeconds: 5 }',
      'timeouts: { connectSeconds: 5, healthSeconds: 6, minReadySeconds: 1 }',
      'guard: { runtimes: [process, compose] }',
      ...(Object.keys(options.containerEnvironment).length === 0
        ? []
        : [
            'runtimes:',
            '  compose:',
            '    environment:',
            ...Object.entries(options.containerEnvironment).map(([name, value]) => `      ${name}: ${value}`),
          ]),
      'reporters:',
      '  - type: log',
      '  - type: github-status',
      '    settings:',
      `      apiUrl: ${forge.url}`,
      '',
    ].join('\n'),
  );
  return runLocal({ ...options, configFile, stateDir });
}

async function runLocal(
  options: LocalOptions & { readonly configFile: string; readonly stateDir: string },
): Promise<Local> {
  const program = startProgram({
    name: `lo ${options.site}`,
    arguments: [join(checkoutRoot, 'lo-daemon/bin/lo.js'), 'run', '--config', options.configFile],
    environment: programEnvironment(options.root),
    cwd: options.root,
    logFile: join(options.logs, `lo-${options.site.replaceAll('/', '-')}.log`),
  });
  return {
    site: options.site,
    configFile: options.configFile,
    stateDir: options.stateDir,
    program,
    restart: () => runLocal(options),
  };
}
