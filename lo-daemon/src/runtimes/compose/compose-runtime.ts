import { runnerScripts } from '../../generated/runner-scripts.ts';
import { writeEnvironment } from '../../node/write-assignments.ts';
import type { Runtime } from '../runtime.ts';
import { composePropertiesSchema } from './compose-properties.ts';
import { prepareCompose } from './prepare-compose.ts';

/** The compose tools that the runner knows, in the order in which it looks for them. */
const TOOLS = ['docker', 'docker-compose', 'podman-compose'] as const;

/** Compose projects, by docker compose, docker-compose or podman-compose. */
export const composeRuntime: Runtime = {
  id: 'compose',
  help: 'Runs a compose file of the package by docker compose, docker-compose or podman-compose, whichever the host has.',
  configSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      tools: {
        description: 'Compose tools in order of preference; `docker` means `docker compose`.',
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: TOOLS },
      },
      environment: {
        description: 'Environment of the tools on the hosts, for example DOCKER_HOST or CONTAINERS_CONF.',
        type: 'object',
        additionalProperties: { type: 'string' },
        propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
      },
    },
  },
  propertiesSchema: composePropertiesSchema,
  capabilities: { pullsOnStage: true, restartsByItself: true },
  script: [
    runnerScripts['runtime-compose'],
    runnerScripts['runtime-compose-folders'],
    runnerScripts['runtime-compose-volumes'],
  ].join('\n'),
  hostSettings: (config) => ({
    COMPOSE_TOOLS: readTools(config['tools']).join(' '),
    COMPOSE_ENVIRONMENT: writeEnvironment(readTexts(config['environment'])),
  }),
  prepare: prepareCompose,
};

function readTools(value: unknown): readonly string[] {
  const tools = Array.isArray(value) ? TOOLS.filter((tool) => value.includes(tool)) : [];
  const order = Array.isArray(value) ? value : [];
  return tools.length === 0 ? TOOLS : tools.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

function readTexts(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
