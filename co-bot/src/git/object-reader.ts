import { ColoError } from '@colo/schemas/errors';
import type { ObjectAnswer } from './batch-answers.ts';
import { type CatFile, startCatFile } from './cat-file.ts';

/**
 * Reads objects by id through one process, which starts at the first question, is asked by all, and ends when nobody has
 * asked for a while: questions are many, and a process for each would cost more than its answer.
 */
export interface ObjectReader {
  /** An object, or undefined where there is none of that id. @throws ColoError CO_GIT_FAILED when it is too large */
  find(id: string): Promise<GitObject | undefined>;
  /** @throws ColoError CO_GIT_FAILED when there is no such object, or when it is too large */
  read(id: string): Promise<GitObject>;
  /** The size of an object in bytes, without its content. @throws ColoError CO_GIT_FAILED when there is no such object */
  measure(id: string): Promise<number>;
  /** Ends the process now; the next question starts another. */
  close(): Promise<void>;
}

interface GitObject {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Milliseconds without a question after which the process ends. */
const LINGER_MS = 2_000;

/** A reader of the objects in a bare repository. */
export function createObjectReader(folder: string): ObjectReader {
  let running: CatFile | undefined;
  let linger: NodeJS.Timeout | undefined;
  let asking = 0;

  async function ask(id: string, hasContent: boolean): Promise<ObjectAnswer> {
    if (!/^[0-9a-f]{40,64}$/u.test(id)) throw failed('an object id was expected');
    clearTimeout(linger);
    if (running?.isOpen() !== true) running = startCatFile(folder);
    asking += 1;
    try {
      return await running.ask(id, hasContent);
    } finally {
      asking -= 1;
      if (asking === 0) linger = setTimeout(() => void running?.end(), LINGER_MS).unref();
    }
  }

  async function find(id: string): Promise<GitObject | undefined> {
    const answer = await ask(id, true);
    if (answer.kind === 'missing') return undefined;
    if (answer.bytes === undefined) throw failed(`the object ${id} is too large: ${answer.size} bytes`);
    return { type: answer.type, bytes: answer.bytes };
  }

  return {
    find,
    async read(id) {
      const object = await find(id);
      if (object === undefined) throw failed(`git has no object ${id}`);
      return object;
    },
    async measure(id) {
      const answer = await ask(id, false);
      if (answer.kind === 'missing') throw failed(`git has no object ${id}`);
      return answer.size;
    },
    async close() {
      clearTimeout(linger);
      await running?.end();
    },
  };
}

function failed(message: string): ColoError {
  return new ColoError('CO_GIT_FAILED', message);
}
