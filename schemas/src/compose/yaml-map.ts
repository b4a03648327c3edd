/** A mapping of YAML whose values nobody has judged yet. */
export type YamlMap = Readonly<Record<string, unknown>>;

/** True for a plain mapping. */
export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
