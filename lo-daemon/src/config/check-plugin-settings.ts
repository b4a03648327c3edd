import { compileSchema } from '@colo/schemas/documents/schema';
import { ColoError } from '@colo/schemas/errors';
import type { PluginSettings } from './settings.ts';

/**
 * Checks the settings of a plugin against its own schema.
 *
 * @param where the key of lo.yaml, for the message
 * @throws ColoError LO_CONFIG_INVALID, naming every fault
 */
export function checkPluginSettings(
  schema: Readonly<Record<string, unknown>>,
  settings: PluginSettings,
  where: string,
): void {
  const validate = compileSchema(schema);
  if (validate(settings)) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const key: unknown = params['additionalProperty'];
    return `${where}${instancePath} ${message ?? 'is wrong'}${typeof key === 'string' ? ` (${key})` : ''}`;
  });
  throw new ColoError('LO_CONFIG_INVALID', `${faults.join('; ')}.`, { data: { faults } });
}
