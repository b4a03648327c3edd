import { compareCodePoints } from '../../digests/compare-code-points.ts';
import { writeNumber } from '../../documents/writer/quote-scalar.ts';
import { parseYaml } from '../../documents/yaml/parse-yaml.ts';
import { isRecord } from '../is-record.ts';
import type { Values } from './margo-deployment.ts';

/** JSON with sorted keys, the same text for the same value; numbers are such that YAML readers keep them exactly. */
export function writeJsonText(value: unknown): string {
  if (typeof value === 'number') return writeNumber(value);
  if (Array.isArray(value)) return `[${value.map(writeJsonText).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([left], [right]) => compareCodePoints(left, right))
    .map(([key, each]) => `${JSON.stringify(key)}:${writeJsonText(each)}`);
  return `{${entries.join(',')}}`;
}

/** The map that an annotation holds as JSON, within the bounds of a document; undefined where it is none. */
export function readJsonMap(text: string): Values | undefined {
  const parsed = parseYaml(text, { file: 'annotation' });
  return parsed.ok && isRecord(parsed.value.value) ? parsed.value.value : undefined;
}
