import type { ErrorObject } from 'ajv';
import type { PathStep } from '../json-pointer.ts';
import { collapseErrors } from '../schema/collapse-errors.ts';
import { compileSchema, type JsonSchema } from '../schema/compile-schema.ts';
import { childOf } from '../schema/describe-path.ts';
import { toPath } from '../schema/to-path.ts';
import { type Edit, findEdit } from './find-edit.ts';

/** A place where a value was changed so that it obeys its schema. */
export interface Touch {
  readonly path: readonly PathStep[];
  /** False where the change is what the fault's fix says: then the rest of the document may be judged by it. */
  readonly isGuess: boolean;
}

/** A document that obeys its schema, made of one that does not. */
export interface MendedValue {
  readonly value: unknown;
  readonly touched: readonly Touch[];
  /** Keys that were corrected, by the path of the map they stand in. */
  readonly renames: readonly {
    readonly at: readonly PathStep[];
    readonly from: string;
    readonly to: string;
  }[];
}

/** A document with more faults of form than this is not worth a further look. */
const MAX_FAULTS = 20;
const MAX_ROUNDS = 8;

/**
 * Changes as little as it can of a value until it obeys a schema, so that rules beyond the schema can be looked at
 * beside faults of form. What was changed is named: what such a rule says of it, or because of it, means nothing.
 *
 * @returns undefined where that does not succeed
 */
export function mendValue(schema: JsonSchema, original: unknown): MendedValue | undefined {
  const validate = compileSchema(schema);
  const root = { value: structuredClone(original) };
  const touched: Touch[] = [];
  const renames: MendedValue['renames'][number][] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (validate(root.value)) return { value: root.value, touched, renames };
    const errors = collapseErrors(validate.errors ?? []);
    if (errors.length > MAX_FAULTS) return undefined;
    // A misspelt key is given its right name before it is looked for.
    const [unknown, others] = [errors.filter(isUnknownKey), errors.filter((error) => !isUnknownKey(error))];
    for (const error of [...unknown, ...others]) {
      if (isFoundMeanwhile(error)) continue;
      const edit = findEdit(error, toPath(error.instancePath, root.value));
      if (edit === undefined) return undefined;
      if (!apply(root, edit)) continue;
      touched.push({ path: edit.path, isGuess: edit.isGuess });
      if (edit.kind === 'rename') {
        const at = edit.path.slice(0, -1);
        const from = String(edit.path.at(-1));
        renames.push({ at, from, to: edit.to });
        touched.push({ path: [...at, edit.to], isGuess: edit.isGuess });
      }
    }
  }
  return undefined;
}

function isUnknownKey({ keyword }: ErrorObject): boolean {
  return keyword === 'additionalProperties';
}

/** Errors hold the maps that are being mended. */
function isFoundMeanwhile({ keyword, data, params }: ErrorObject): boolean {
  return keyword === 'required' && childOf(data, String(params['missingProperty'])) !== undefined;
}

/** False where an earlier edit of the round took the place away. */
function apply(root: { value: unknown }, edit: Edit): boolean {
  const last = edit.path.at(-1);
  if (last === undefined) {
    if (edit.kind !== 'set') return false;
    root.value = edit.value;
    return true;
  }
  let parent: unknown = root.value;
  for (const step of edit.path.slice(0, -1)) parent = childOf(parent, step);
  if (typeof parent !== 'object' || parent === null) return false;
  const key = String(last);
  switch (edit.kind) {
    case 'set':
      return Reflect.set(parent, key, edit.value);
    case 'remove':
      return !Array.isArray(parent) && Reflect.deleteProperty(parent, key);
    case 'rename': {
      const value = childOf(parent, key);
      return Reflect.deleteProperty(parent, key) && Reflect.set(parent, edit.to, value);
    }
  }
}
