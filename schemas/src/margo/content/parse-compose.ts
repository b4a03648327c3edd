import { parseForeignYaml, type TextPlace } from '../../documents/yaml/parse-foreign-yaml.ts';
import { isRecord } from '../is-record.ts';

export type ParsedCompose =
  | {
      readonly ok: true;
      readonly value: Readonly<Record<string, unknown>>;
      /** Where the value of these keys starts, or of the nearest around it. */
      readonly locate: (keys: readonly string[]) => TextPlace;
    }
  | ({ readonly ok: false; readonly reason: string } & TextPlace);

/** A compose file as plain values: merge keys and compose's own tags (`!reset`, `!override`) are allowed. */
export function parseCompose(text: string): ParsedCompose {
  const parsed = parseForeignYaml(text, { version: '1.2' });
  if (!parsed.ok) return parsed;
  const { value, locate } = parsed;
  if (isRecord(value)) return { ok: true, value, locate };
  return { ok: false, reason: 'it is not a map', line: 1, column: 1 };
}
