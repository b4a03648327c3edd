import { ColoError, type Place } from '@colo/schemas/errors';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const validators = new WeakMap<object, ValidateFunction>();

/** Checks component properties against a runtime's schema. Throws NODE_PROPERTIES_INVALID that names every fault. */
export function checkProperties(
  properties: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
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
