import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { dig } from './call.ts';

const file = createRequire(import.meta.url).resolve('@octokit/webhooks-schemas/schema.json');
const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));

// Optimizing what it generates takes Ajv longer than all that is judged with it.
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { optimize: false } });
formats.default(ajv);
ajv.addSchema(Object(schema), 'webhooks');
const validators = new Map<string, ValidateFunction>();

/**
 * Judges a webhook payload by the schemas of `@octokit/webhooks-schemas`, which allow no unknown property.
 *
 * @returns what is wrong with it, or nothing
 */
export function judgePayload(event: string, action: string | undefined, payload: unknown): string[] {
  const name = `${event}$${action ?? 'event'}`;
  if (dig(schema, 'definitions', name) === undefined) {
    return [`GitHub sends no ${name}`];
  }
  const validate =
    validators.get(name) ?? ajv.compile({ $ref: `webhooks#/definitions/${name.replace('$', '%24')}` });
  validators.set(name, validate);
  if (validate(payload)) {
    return [];
  }
  return (validate.errors ?? []).map(
    (e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`,
  );
}
