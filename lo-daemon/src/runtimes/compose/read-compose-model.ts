import { MAX_DOCUMENT_BYTES, parseForeignYaml } from '@colo/schemas/documents/yaml';
import { ColoError, type Place } from '@colo/schemas/errors';
import type { ContentFile } from '../runtime.ts';
import { interpolate, type Variables } from './interpolate.ts';

/** A mapping of YAML whose values nobody has judged yet. */
export type YamlMap = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 40;

/** Reads a compose file of the package with its variables resolved. Throws NODE_CONTENT_INVALID. */
export async function readComposeModel(
  file: ContentFile,
  variables: Variables,
  place: Place,
): Promise<YamlMap> {
  const filePlace: Place = { ...place, file: file.path };
  if (file.size > MAX_DOCUMENT_BYTES) {
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file ${file.path} is above 1 MiB.`, {
      place: filePlace,
    });
  }
  const text = Buffer.from(await file.read()).toString('utf8');
  // Version 1.1 as the tools read it, where `yes` is true and `<<` merges.
  const parsed = parseForeignYaml(text, { version: '1.1', strictTags: true });
  if (!parsed.ok) {
    const { line, column, reason } = parsed;
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file cannot be read: ${reason}.`, {
      place: { ...filePlace, line, column },
    });
  }
  const model = resolveVariables(parsed.value, variables, filePlace, 0);
  if (!isMap(model)) {
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file ${file.path} is not a mapping.`, {
      place: filePlace,
    });
  }
  return model;
}

function resolveVariables(value: unknown, variables: Variables, place: Place, depth: number): unknown {
  if (depth > MAX_DEPTH) {
    throw new ColoError('NODE_CONTENT_INVALID', 'The compose file is nested too deeply.', { place });
  }
  if (typeof value === 'string') {
    return interpolate(value, variables, place);
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolveVariables(item, variables, place, depth + 1));
  }
  // YAML 1.1 has sets, ordered maps and binary values, whose content no judge of plain maps would see.
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) {
    throw new ColoError(
      'NODE_CONTENT_INVALID',
      'The compose file has a value of a type that only YAML 1.1 knows.',
      {
        place,
      },
    );
  }
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolveVariables(item, variables, place, depth + 1)]),
    );
  }
  return value;
}

/** True for a plain mapping. */
export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
