import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { isRecord } from '../../src/rest/read-fields.ts';
import { dig } from './call.ts';

const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description: unknown = JSON.parse(readFileSync(file, 'utf8'));

// Optimizing what it generates takes Ajv longer than all that is judged with it.
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { optimize: false } });
formats.default(ajv);
ajv.addSchema({ $id: 'github', components: convert(dig(description, 'components')) });

/**
 * Where the description contradicts itself: here an account would have to be a user and an enterprise at once
 * (`allOf`), while the same object everywhere else may be either.
 */
const CORRECTED = new Map<string, unknown>([
  ['GET /app/installations', { type: 'array', items: { $ref: '#/components/schemas/installation' } }],
]);

const validators = new Map<string, ValidateFunction>();

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type or an alternative; references get their document. */
function convert(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(convert);
  }
  if (!isRecord(value)) {
    return value;
  }
  const { nullable, ...rest } = value;
  const converted: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(rest)) {
    const isReference = key === '$ref' && typeof part === 'string';
    converted[key] =
      key === 'example' || key === 'examples' ? {} : isReference ? `github${part}` : convert(part);
  }
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}

/** True when GitHub describes this operation. */
export function isDescribed(method: string, path: string): boolean {
  return dig(description, 'paths', path, method.toLowerCase()) !== undefined;
}

/**
 * Judges a response by GitHub's own OpenAPI description.
 *
 * @returns what is wrong with it, or nothing
 */
export function judgeResponse(
  method: string,
  path: string,
  status: number,
  contentType: string | undefined,
  body: unknown,
): string[] {
  const operation = dig(description, 'paths', path, method.toLowerCase());
  let response = dig(operation, 'responses', String(status));
  const reference = dig(response, '$ref');
  if (typeof reference === 'string') {
    response = dig(description, 'components', 'responses', reference.split('/').at(-1) ?? '');
  }
  if (response === undefined) {
    return [`GitHub never answers ${status} here`];
  }
  const content = dig(response, 'content');
  if (!isRecord(content)) {
    return body === undefined ? [] : ['GitHub sends no body here'];
  }
  const type = contentType?.split(';')[0] ?? '';
  const schema = CORRECTED.get(`${method} ${path}`) ?? dig(content, type, 'schema');
  if (schema === undefined) {
    return [`GitHub does not answer with ${type} here`];
  }
  const key = `${method} ${path} ${status} ${type}`;
  const validate = validators.get(key) ?? ajv.compile(Object(convert(schema)));
  validators.set(key, validate);
  return validate(body)
    ? []
    : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`);
}
