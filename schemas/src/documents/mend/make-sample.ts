import { childOf } from '../schema/describe-path.ts';

/** A text that no person writes: a message that shows it speaks of the stand-in, not of the document. */
export const SAMPLE = 'colo-stand-in';

/** Texts of the forms that patterns of our schemas ask for. */
const TEXTS: readonly string[] = [
  SAMPLE,
  '0.0.0',
  '1m0s',
  '1Gi',
  '10.0.0.1',
  '/colo-stand-in',
  'colo-stand-in/x',
  'oci://colo-stand-in/x',
  `x@${SAMPLE}`,
  '00000000-0000-0000-0000-000000000000',
  `sha256:${'0'.repeat(64)}`,
  '0'.repeat(40),
  'ssh-ed25519 AAAA',
];

/** A text that obeys a pattern; undefined where we have none. */
export function sampleText(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return SAMPLE;
  const rule = new RegExp(pattern, 'u');
  return TEXTS.find((text) => rule.test(text));
}

/** A value of the type that a schema asks for; what is wrong with it yet is seen in the next round. */
export function makeSample(schema: unknown): unknown {
  const allowed = childOf(schema, 'enum');
  if (Array.isArray(allowed)) return allowed[0];
  const constant = childOf(schema, 'const');
  if (constant !== undefined) return constant;
  const type: unknown = [childOf(schema, 'type')].flat()[0];
  switch (type) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'string':
      return sampleText(childOf(schema, 'pattern'));
    default:
      // Our schemas refer to maps, but for scalars.
      return String(childOf(schema, '$ref')).endsWith('Scalar') || childOf(schema, 'anyOf') !== undefined
        ? SAMPLE
        : {};
  }
}
