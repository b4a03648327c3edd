import { isHiddenCharacter } from '../../text/is-hidden-character.ts';

/**
 * A text that every YAML reader, of 1.1 or 1.2, takes as a text when it has no quotes: it starts with a letter, `/` or
 * `_` and holds nothing that YAML gives a meaning.
 */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_/.@+-]*(?: [A-Za-z0-9_/.@+()-]+)*$/;

/**
 * Words that YAML 1.1 readers, or the core schema, take for a truth value or nothing. `y` and `n` too. And hexadecimal
 * ids: half of them start with a digit and so need quotes, and all of them should look alike.
 */
const RESERVED = /^(?:y|yes|n|no|true|false|on|off|null|none|[0-9a-f]{8,}(?:-[0-9a-f]+)*)$/i;

/** A text as one line of YAML: plain where no reader could take it for something else, else in double quotes. */
export function quoteText(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) && text.length <= 1000 ? text : quoteAlways(text);
}

/** A text in double quotes; what does not show is escaped. JSON's escapes are YAML's too. */
function quoteAlways(text: string): string {
  let quoted = '';
  for (const character of JSON.stringify(text))
    quoted += isHiddenCharacter(character) ? escapeCodePoint(character) : character;
  return quoted;
}

/** A number that 1.1 and 1.2 readers take as the same number. */
export function writeNumber(value: number): string {
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  const isPlain =
    /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (isPlain) return text;
  // YAML 1.1 floats need a dot and a sign in the exponent.
  const [digits = '0', exponent = '+0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent}`;
}

function escapeCodePoint(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point > 0xffff) return `\\U${point.toString(16).padStart(8, '0')}`;
  return `\\u${point.toString(16).padStart(4, '0')}`;
}
