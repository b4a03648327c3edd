import type { Diagnostic } from '@colo/schemas/diagnostics';
import { isColoError } from '@colo/schemas/errors';
import type { FuzzOutcome, FuzzTarget } from './target.ts';

/** Controls but line feed and tab, and what changes how its neighbours show. */
const UNSAFE =
  /[\0-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Most faults that one input may have; more would flood whoever reads them. */
const MAX_DIAGNOSTICS = 1000;

/** What is wrong with how a target takes an input, or undefined. */
export async function findProblem(target: FuzzTarget, input: string): Promise<string | undefined> {
  let outcome: FuzzOutcome;
  try {
    outcome = await target.run(input);
  } catch (error) {
    if (!isColoError(error)) return describeThrown(error);
    if (UNSAFE.test(error.message)) return `the message of ${error.code} is not safe to show`;
    return undefined;
  }
  if (Reflect.get({}, 'polluted') !== undefined) return 'a prototype was changed';
  const unsafe = (outcome.said ?? []).find((text) => UNSAFE.test(text));
  if (unsafe !== undefined) return `a text that is not safe to show: ${JSON.stringify(unsafe.slice(0, 200))}`;
  return findDiagnosticProblem(outcome.diagnostics ?? []) ?? findFarPlace(outcome, input);
}

function describeThrown(error: unknown): string {
  return `not a ColoError: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`;
}

function findDiagnosticProblem(diagnostics: readonly Diagnostic[]): string | undefined {
  if (diagnostics.length > MAX_DIAGNOSTICS) return `${diagnostics.length} faults of one input`;
  for (const { code, message, file, line, column } of diagnostics) {
    if (file === '' || !Number.isInteger(line) || line < 1 || !Number.isInteger(column) || column < 1)
      return `${code} has no position: ${file}:${line}:${column}`;
    if (message === '') return `${code} says nothing`;
    if (UNSAFE.test(message) || UNSAFE.test(file)) return `the message of ${code} is not safe to show`;
  }
  return undefined;
}

/** A place that the input does not have helps nobody. */
function findFarPlace({ file: own, diagnostics = [] }: FuzzOutcome, input: string): string | undefined {
  const lines = input.split('\n');
  const far = diagnostics.find(
    ({ file, line, column }) => file === own && column > (lines[line - 1]?.length ?? -1) + 1,
  );
  return far === undefined ? undefined : `${far.code} is beyond the text: ${far.line}:${far.column}`;
}
