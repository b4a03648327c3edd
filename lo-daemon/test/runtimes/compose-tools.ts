import { spawnSync } from 'node:child_process';
import {
  type ContainerEngine,
  type ContainerRig,
  startContainerRig,
  startDockerRig,
} from '@colo/scripts/edge-host';
import root, { type Test } from 'tap';
import { skipTest } from '../skip-test.ts';

/** A compose tool of LO's configuration, with the engine that it talks to. */
export interface ComposeTool {
  readonly tool: string;
  readonly containers: ContainerEngine;
  /** Environment of the tool: `runtimes.compose.environment` of LO's configuration. */
  readonly environment: Readonly<Record<string, string>>;
}

const TOOLS = {
  'podman-compose': { tool: 'podman-compose', engine: 'podman', version: ['podman-compose', '--version'] },
  'docker-compose on podman': {
    tool: 'docker-compose',
    engine: 'podman',
    version: ['docker-compose', '--version'],
  },
  'docker-compose on docker': {
    tool: 'docker-compose',
    engine: 'docker',
    version: ['docker-compose', '--version'],
  },
  'docker compose on docker': { tool: 'docker', engine: 'docker', version: ['docker', 'compose', 'version'] },
} as const;

export type ToolName = keyof typeof TOOLS;

/** On podman alone: for what is the same on every engine. */
export const PODMAN_TOOLS = ['podman-compose', 'docker-compose on podman'] as const;
/** One on each engine more: for what engines differ in. */
export const BOTH_ENGINES = [...PODMAN_TOOLS, 'docker compose on docker'] as const;
/** Every tool on every engine that it works with. */
export const ALL_TOOLS = [...BOTH_ENGINES, 'docker-compose on docker'] as const;

let podman: ReturnType<typeof startContainerRig> | undefined;
let docker: ReturnType<typeof startDockerRig> | undefined;

/** A test for each tool, with its engine; a skip that is counted for each that the machine does not have. */
export function testEachTool(
  t: Test,
  tools: readonly ToolName[],
  test: (t: Test, tool: ComposeTool) => void | Promise<void>,
): void {
  for (const name of new Set(tools.map(chooseThere))) {
    const { tool, engine, version } = TOOLS[name];
    if (!isThere(name)) {
      skipTest(t, name, `${version.slice(0, -1).join(' ')} is not installed`);
      continue;
    }
    t.test(name, async (t) => {
      if (engine === 'docker') {
        const containers = await openDocker(t);
        if (containers !== undefined)
          await test(t, { tool, containers, environment: containers.environment });
        return;
      }
      const containers = await openPodman(t);
      if (containers === undefined) return;
      const environment = { ...containers.environment };
      await test(t, {
        tool,
        containers,
        environment:
          tool === 'docker-compose' ? { ...environment, ...(await listen(t, containers)) } : environment,
      });
    });
  }
}

/** Debian 12 has no package of docker compose 2: where it is not there, the tool before it stands in for it. */
function chooseThere(name: ToolName): ToolName {
  return name === 'docker compose on docker' && !isThere(name) ? 'docker-compose on docker' : name;
}

function isThere(name: ToolName): boolean {
  const [program, ...args] = TOOLS[name].version;
  return spawnSync(program, args).status === 0;
}

/** The podman of this test file; where the machine has none, a skip that is counted. */
export async function openPodman(t: Test): Promise<ContainerRig | undefined> {
  if (podman === undefined) {
    podman = startContainerRig();
    stopAtEnd(podman, () => {
      podman = undefined;
    });
  }
  const containers = await podman;
  if (!('missing' in containers)) return containers;
  skipTest(t, 'compose projects', `no containers on this machine: ${containers.missing} is missing`);
  return undefined;
}

/** The docker of this test file; where the machine has none, a skip that is counted. */
async function openDocker(t: Test): Promise<ContainerEngine | undefined> {
  if (docker === undefined) {
    docker = startDockerRig();
    stopAtEnd(docker, () => {
      docker = undefined;
    });
  }
  const containers = await docker;
  if (!('missing' in containers)) return containers;
  skipTest(t, 'compose projects', `no docker on this machine: ${containers.missing} is missing`);
  return undefined;
}

/** One engine serves all tests of a file; the next file in the same process opens one of its own. */
function stopAtEnd(
  opening: Promise<ContainerEngine | { readonly missing: string }>,
  forget: () => void,
): void {
  root.teardown(async () => {
    forget();
    const containers = await opening;
    if (!('missing' in containers)) await containers.stop();
  });
}

/** The environment in which docker's tools take podman for docker, until the test's end. */
async function listen(t: Test, containers: ContainerRig): Promise<{ readonly DOCKER_HOST: string }> {
  const socket = await containers.listen();
  t.teardown(() => socket.stop());
  return { DOCKER_HOST: socket.address };
}

/** `id start` of containers that run, or of all: another text after every start. */
export async function listInstances(
  { command }: ContainerEngine,
  ...options: readonly string[]
): Promise<readonly string[]> {
  const ids = (await command('ps', '-q', '--no-trunc', ...options)).split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const text = await command('inspect', '--format', '{{.ID}} {{json .State.StartedAt}}', ...ids);
  return text.split('\n').filter(Boolean).sort();
}

export async function listVolumes({ command }: ContainerEngine): Promise<readonly string[]> {
  return (await command('volume', 'ls', '-q')).split('\n').filter(Boolean);
}

/** Not by `volume prune`, which leaves those with a name since docker 23. */
export async function removeVolumes(containers: ContainerEngine): Promise<void> {
  const names = await listVolumes(containers);
  if (names.length > 0) await containers.command('volume', 'rm', ...names);
}

/** podman-compose, for tests of what has nothing to do with the tool, or with this one alone. */
export function podmanCompose(containers: ContainerRig): ComposeTool {
  return { tool: 'podman-compose', containers, environment: containers.environment };
}
