import { ColoError } from '@colo/schemas/errors';

/** One ref that a push changes. The name is data of whoever pushes: it is compared and shown, never given to git. */
export interface RefUpdate {
  readonly ref: string;
  /** Undefined where the ref is new. */
  readonly before: string | undefined;
  /** Undefined where the ref goes away. */
  readonly after: string | undefined;
}

/** A mirror of very many refs stays below this. */
const MAX_INPUT_BYTES = 64 * 1024 * 1024;

const RECEIVED = /^(?<before>[0-9a-f]{40,64}) (?<after>[0-9a-f]{40,64}) (?<ref>.+)$/;

/** The name on this side may hold spaces: it is what a person typed (`HEAD^{/fix it}`). */
const PUSHED = /^.* (?<after>[0-9a-f]{40,64}) (?<ref>[^ ]+) (?<before>[0-9a-f]{40,64})$/;

/** What git tells pre-receive and post-receive on standard input (githooks(5)). */
export function parseReceived(text: string): readonly RefUpdate[] {
  return parse(text, RECEIVED);
}

/** What git tells pre-push on standard input (githooks(5)). */
export function parsePushed(text: string): readonly RefUpdate[] {
  return parse(text, PUSHED);
}

/** Takes all of standard input. */
export async function readInput(stdin: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin ?? []) {
    size += chunk.byteLength;
    if (size > MAX_INPUT_BYTES) throw new ColoError('USAGE', 'standard input is too long for a hook');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A line that is not understood is an error: skipped, it would go unchecked. */
function parse(text: string, form: RegExp): readonly RefUpdate[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { ref, before, after } = form.exec(line)?.groups ?? {};
      if (ref === undefined || before === undefined || after === undefined) {
        throw new ColoError('USAGE', 'standard input is not what git gives to this hook', {
          fix: 'This command is for git: `co hooks install` has it called.',
        });
      }
      return { ref, before: toObject(before), after: toObject(after) };
    });
}

function toObject(oid: string): string | undefined {
  return /^0+$/.test(oid) ? undefined : oid;
}
