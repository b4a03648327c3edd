import { margoPropertySchemas } from '../margo-properties.ts';
import { DURATION_PATTERN } from '../parse-duration.ts';

const command = {
  type: 'array',
  minItems: 1,
  maxItems: 200,
  items: { type: 'string', maxLength: 32_768, pattern: '^[^\\u0000]*$' },
} as const;

/** JSON Schema of a `process` component's properties. */
export const processPropertiesSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['packageLocation', 'command'],
  properties: {
    packageLocation: {
      description:
        'A folder of the package, or a file in it; the process starts in that folder. Example: `app`.',
      type: 'string',
      minLength: 1,
      maxLength: 1024,
    },
    command: {
      ...command,
      description: 'Program and arguments; no shell reads them. Example: [node, server.js].',
    },
    healthCheck: {
      description:
        'A command that exits 0 when the process is healthy. Without it: up for `minReadySeconds` is healthy.',
      type: 'object',
      additionalProperties: false,
      required: ['command'],
      properties: {
        command,
        timeout: { type: 'string', pattern: DURATION_PATTERN, description: 'Of one check; default 5s.' },
      },
    },
    stopSignal: {
      description: 'First signal to the process group; default TERM.',
      enum: ['TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2'],
    },
    stopTimeout: {
      description: 'From the signal until what is left is killed; default 10s.',
      type: 'string',
      pattern: DURATION_PATTERN,
    },
    ...margoPropertySchemas,
  },
} as const;
