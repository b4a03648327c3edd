import type { PathStep } from '../../documents/json-pointer.ts';
import { parseForeignYaml, type TextPlace } from '../../documents/yaml/parse-foreign-yaml.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import { isRecord } from '../is-record.ts';

export type ParsedCompose =
  | {
      readonly ok: true;
      readonly value: Readonly<Record<string, unknown>>;
      /** Where the value of this path starts, or of the nearest around it. */
      readonly locate: (path: readonly PathStep[]) => TextPlace;
      /** The same with the place of every value, for diagnostics of a file of this name. */
      readonly toParsedYaml: (file: string) => ParsedYaml;
    }
  | ({ readonly ok: false; readonly reason: string; readonly fix?: string } & TextPlace);

/** A compose file as plain values: merge keys and compose's own tags (`!reset`, `!override`) are allowed. */
export function parseCompose(text: string): ParsedCompose {
  const parsed = parseForeignYaml(text, { version: '1.2' });
  if (!parsed.ok) return parsed;
  const { value, locate, toParsedYaml } = parsed;
  if (isRecord(value)) return { ok: true, value, locate, toParsedYaml };
  return { ok: false, reason: 'it is not a map', line: 1, column: 1 };
}
