import type { Diagnostic } from '../diagnostic.ts';
import { type PathStep, parsePointer } from '../json-pointer.ts';
import type { JsonSchema } from '../schema/compile-schema.ts';
import type { ParsedYaml } from '../yaml/parsed-yaml.ts';
import { isConsequence } from './is-consequence.ts';
import { type MendedValue, mendValue } from './mend-value.ts';

/**
 * What the rules beyond a schema say of a document that does not obey it: so a fault of form hides no other. Told is
 * only what does not follow from that fault.
 *
 * @param check the rules; given a document that obeys the schema, whose places are those of the text, and what was
 *   changed to that end
 */
export function checkBeyond(
  schema: JsonSchema,
  parsed: ParsedYaml,
  check: (mended: ParsedYaml, touched: readonly (readonly PathStep[])[]) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const mended = mendValue(schema, parsed.value);
  if (mended === undefined) return [];
  const touched = mended.touched.map(({ path }) => path);
  const found = check(toParsed(parsed, mended), touched);
  return found.filter((diagnostic) => !isConsequence(diagnostic, mended.touched));
}

function toParsed(parsed: ParsedYaml, { value, renames }: MendedValue): ParsedYaml {
  function toWritten(path: string | readonly PathStep[]): readonly PathStep[] {
    const steps = [...(typeof path === 'string' ? parsePointer(path) : path)];
    // Last corrected, first undone: a later correction stands below an earlier one.
    for (const { at, from, to } of renames.toReversed()) {
      const isBelow = at.every((step, index) => String(steps[index]) === String(step));
      if (isBelow && String(steps[at.length]) === to) steps[at.length] = from;
    }
    return steps;
  }
  return {
    file: parsed.file,
    value,
    locate: (path) => parsed.locate(toWritten(path)),
    locateKey: (path) => parsed.locateKey(toWritten(path)),
    rawScalar: (path) => parsed.rawScalar(toWritten(path)),
    isPlain: (path) => parsed.isPlain(toWritten(path)),
  };
}
