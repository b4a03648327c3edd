import { compileSchema } from '@colo/schemas/documents/schema';
import { ColoError, type Place } from '@colo/schemas/errors';

/** Checks component properties against a runtime's schema. Throws NODE_PROPERTIES_INVALID that names every fault. */
export function checkProperties(
  properties: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  const validate = compileSchema(schema);
  if (!validate(properties)) {
    const faults = (validate.errors ?? []).map(
      (error) => `properties${error.instancePath} ${error.message ?? 'is wrong'}${describe(error.params)}`,
    );
    throw new ColoError('NODE_PROPERTIES_INVALID', `${faults.join('; ')}.`, { place, data: { faults } });
  }
}

function describe(params: Readonly<Record<string, unknown>>): string {
  const name = params['additionalProperty'];
  return typeof name === 'string' ? `: ${JSON.stringify(name.slice(0, 100))}` : '';
}
