import type { Diagnostic } from '../documents/diagnostic.ts';
import { SAMPLE } from '../documents/mend/make-sample.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import { type DetectedDialect, detectDialect } from './detect-dialect.ts';
import { isRecord } from './is-record.ts';

type Readable = Extract<DetectedDialect, { readonly kind: 'readable' }>;

/** Where the marks stand that could not be read: what is found there is told already. */
const MARKS: readonly string[] = ['/kind', '/id', '/metadata/id'];

/**
 * What else is wrong with a package whose form cannot be told: it is read in each form that it may be meant in. The one
 * with the fewest faults counts; where two are alike, what they have in common.
 *
 * @param readAs every fault of a document in a dialect
 */
export function readInLikelyDialect(
  parsed: ParsedYaml,
  readAs: (meant: ParsedYaml, dialect: Readable) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const { value } = parsed;
  if (!isRecord(value) || !Object.hasOwn(value, 'deploymentProfiles')) return [];
  const readings = listMeant(value).flatMap((meant) => {
    const detected = detectDialect(meant);
    if (detected.kind === 'unknown') return [];
    const found = readAs({ ...parsed, value: meant }, detected);
    return [found.filter(({ pointer, message }) => !MARKS.includes(pointer) && !message.includes(SAMPLE))];
  });
  const fewest = Math.min(...readings.map((found) => found.length));
  const [best = [], ...others] = readings.filter((found) => found.length === fewest);
  return best.filter((each) => others.every((found) => found.some((other) => isSame(each, other))));
}

/** The document with a kind that is known, and with its id where either line of dialects has it. */
function listMeant(value: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const kind = Object.hasOwn(value, 'kind') ? { kind: 'ApplicationDescription' } : {};
  const known: Readonly<Record<string, unknown>> = { ...value, ...kind };
  if (detectDialect(known).kind === 'readable') return [known];
  const id = known['id'] ?? SAMPLE;
  const own = isRecord(known['metadata']) ? known['metadata'] : undefined;
  if (own === undefined) return [{ ...known, id }];
  return [
    { ...without(known, 'id'), metadata: { ...own, id: own['id'] ?? SAMPLE } },
    { ...known, id, metadata: without(own, 'id') },
  ];
}

function without(map: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key));
}

function isSame(left: Diagnostic, right: Diagnostic): boolean {
  return left.code === right.code && left.pointer === right.pointer;
}
