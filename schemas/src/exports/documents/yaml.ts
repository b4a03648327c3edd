export { MAX_DOCUMENT_BYTES } from '../../documents/yaml/limits.ts';
export { parseYaml } from '../../documents/yaml/parse-yaml.ts';
export type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
