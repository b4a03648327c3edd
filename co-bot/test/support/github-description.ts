import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** One request as it left the process. */
export interface SentRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description: unknown = JSON.parse(readFileSync(file, 'utf8'));
// Optimizing what it generates takes Ajv longer than all that is judged with it.
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { optimize: false } });
formats.default(ajv);
ajv.addSchema({ $id: 'github', components: convert(dig(description, 'components')) });

/** By operation: a story sends the same ones again and again. */
const validators = new Map<string, ValidateFunction>();

/** What is wrong with a request by GitHub's own OpenAPI description; empty when nothing is. */
export function judgeRequest({ method, url, body }: SentRequest): readonly string[] {
  const { pathname, searchParams } = new URL(url, 'http://forge');
  const template = findTemplate(method, pathname);
  if (template === undefined) return [`GitHub has no ${method} ${pathname}`];
  const operation = dig(description, 'paths', template, method.toLowerCase());
  const known = listQueryNames(operation);
  const faults = [...searchParams.keys()]
    .filter((name) => !known.has(name))
    .map((name) => `no query ${name}`);
  const schema = dig(operation, 'requestBody', 'content', 'application/json', 'schema');
  if (schema !== undefined && body !== undefined) {
    const key = `${method} ${template}`;
    const validate = validators.get(key) ?? ajv.compile(Object(convert(schema)));
    validators.set(key, validate);
    if (!validate(body)) faults.push(ajv.errorsText(validate.errors));
  }
  return faults.map((fault) => `${method} ${template}: ${fault}`);
}

/** The template with the fewest placeholders that fits a path. */
function findTemplate(method: string, pathname: string): string | undefined {
  const paths = dig(description, 'paths');
  const fitting = Object.keys(isFields(paths) ? paths : {}).filter((template) => {
    const pattern = template
      .replace(/[.+]/gu, '\\$&')
      .replace(/\{(?:path|ref)\}/gu, '.+')
      .replace(/\{[^}]+\}/gu, '[^/]+');
    const isThere = dig(paths, template, method.toLowerCase()) !== undefined;
    return isThere && new RegExp(`^${pattern}$`, 'u').test(decodeURIComponent(pathname));
  });
  return fitting.sort((one, other) => one.split('{').length - other.split('{').length)[0];
}

function listQueryNames(operation: unknown): ReadonlySet<string> {
  const parameters = dig(operation, 'parameters');
  const names = (Array.isArray(parameters) ? parameters : []).map((parameter: unknown) => {
    const reference = dig(parameter, '$ref');
    const name = typeof reference === 'string' ? (reference.split('/').at(-1) ?? '') : undefined;
    return dig(name === undefined ? parameter : dig(description, 'components', 'parameters', name), 'name');
  });
  return new Set(names.map(String));
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has an alternative; references get their document. */
function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isFields(value)) return value;
  const converted: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (key === 'nullable' || key === 'example' || key === 'examples') continue;
    converted[key] = key === '$ref' && typeof part === 'string' ? `github${part}` : convert(part);
  }
  return value['nullable'] === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}

function dig(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at: unknown, key) => (isFields(at) ? at[key] : undefined), value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
