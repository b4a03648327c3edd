import { parseForeignYaml } from '../documents/yaml/parse-foreign-yaml.ts';
import { ColoError, type Place } from '../errors/colo-error.ts';
import { interpolate, type Variables } from './interpolate.ts';
import { isMap, type YamlMap } from './yaml-map.ts';

const MAX_DEPTH = 40;

/**
 * A compose file as the tools on the nodes see it, with its variables resolved. Throws NODE_CONTENT_INVALID, and
 * NODE_PRIVILEGE_REFUSED for a variable of the node itself.
 *
 * @param path of the file in the package
 */
export function parseComposeModel(path: string, text: string, variables: Variables, place: Place): YamlMap {
  const filePlace: Place = { ...place, file: path };
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
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file ${path} is not a mapping.`, {
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
