import { type ActualState, actualStateSchema } from '../generated/actual-state.ts';
import { checksumState } from './actual-state-envelope.ts';
import { checkSiteName } from './check-site-name.ts';
import type { ReadResult } from './diagnostic.ts';
import { formatPointer, type PathStep } from './json-pointer.ts';
import { makeDiagnostic, type Spot, startOf } from './make-diagnostic.ts';
import { checkDocument, type ReadSiteOptions } from './read-document.ts';
import { childOf } from './schema/describe-path.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** Largest record, in UTF-16 units: thousands of hosts with dozens of components each. */
const MAX_STATE_LENGTH = 256 * 1024 * 1024;

/**
 * Reads LO's record of its hosts. Whatever is wrong with it (empty, cut off, changed, of another site) is one diagnostic
 * and no reason to stop: the record is rebuilt by observing the hosts. Nothing is thrown.
 */
export function readActualState(text: string, options: ReadSiteOptions): ReadResult<ActualState> {
  const { file } = options;
  const envelope = parseJson(text);
  if (envelope === undefined) return corrupt(file, 'the record is no JSON: it is empty or was cut off');
  const state = childOf(envelope, 'state');
  if (state === undefined || childOf(envelope, 'checksum') !== checksumState(state)) {
    return corrupt(file, 'the checksum of the record does not match its content');
  }
  return checkDocument<ActualState>(makeUnplaced(file, state), {
    kind: 'ActualState',
    schema: actualStateSchema,
    check(value, parsed) {
      return checkSiteName(value.metadata.site, ['metadata', 'site'], options.site, parsed).map((each) => ({
        ...each,
        code: 'STATE_CORRUPT',
        message: `the record is of site ${value.metadata.site}: it was copied from elsewhere`,
      }));
    },
  });
}

function parseJson(text: string): unknown {
  if (text.length > MAX_STATE_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    // The position that the message may hold helps nobody: the record is written by a machine and rebuilt as a whole.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function corrupt(file: string, message: string): ReadResult<ActualState> {
  return { ok: false, diagnostics: [makeDiagnostic('STATE_CORRUPT', message, startOf(file))] };
}

/** A machine's one-line JSON has no places worth naming: the pointer says where. */
function makeUnplaced(file: string, value: unknown): ParsedYaml {
  function locate(path: string | readonly PathStep[]): Spot {
    return { ...startOf(file), pointer: typeof path === 'string' ? path : formatPointer(path) };
  }
  return { file, value, locate, locateKey: locate, rawScalar: () => undefined, isPlain: () => false };
}
