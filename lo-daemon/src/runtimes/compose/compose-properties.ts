import { margoPropertySchemas } from '../margo-properties.ts';
import { DURATION_PATTERN } from '../parse-duration.ts';

/** JSON Schema of a `compose` component's properties. */
export const composePropertiesSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['packageLocation'],
  properties: {
    packageLocation: {
      description: 'The compose file in the package, or the folder that has it. Example: `compose.yaml`.',
      type: 'string',
      minLength: 1,
      maxLength: 1024,
    },
    stopTimeout: {
      description: 'From the stop signal until containers are killed; default 10s.',
      type: 'string',
      pattern: DURATION_PATTERN,
    },
    ...margoPropertySchemas,
  },
} as const;
