/** What the runner sends to a worker: the next file, both as it is named and where it is. */
export interface FileOrder {
  readonly source: string;
  readonly compiled: string;
}

/** What a worker sends when a file has ended, or for nothing but that it is ready where `source` is absent. */
export interface FileEnd {
  readonly source?: string;
  /** Processor time of the file, in seconds. */
  readonly processorSeconds: number;
  /** The worker ends after this file: something in it failed, and what it left behind must not reach the next one; or it has grown. */
  readonly last: boolean;
}

export function isFileOrder(message: unknown): message is FileOrder {
  return hasTexts(message, ['source', 'compiled']);
}

export function isFileEnd(message: unknown): message is FileEnd {
  return (
    typeof message === 'object' &&
    message !== null &&
    'processorSeconds' in message &&
    typeof message.processorSeconds === 'number' &&
    'last' in message &&
    typeof message.last === 'boolean'
  );
}

function hasTexts(message: unknown, keys: readonly string[]): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    keys.every((key) => typeof Reflect.get(message, key) === 'string')
  );
}
