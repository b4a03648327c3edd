/** One entry of a folder, as a tree object of Git holds it. */
export interface TreeItem {
  readonly name: string;
  /** Six digits, as Git writes them. */
  readonly mode: string;
  readonly oid: string;
}

const FOLDER_MODE = '040000';

/** The entries of one folder. They stay the bytes that Git stores; what is asked for is decoded. */
export interface TreeObject {
  find(name: string, kind: 'file' | 'folder'): TreeItem | undefined;
  items(): Iterable<TreeItem>;
}

export function isFolder({ mode }: TreeItem): boolean {
  return mode === FOLDER_MODE;
}

/**
 * Reads the bytes of a tree object: `<octal mode> <name>\0<object id>` for each entry, in the order of Git. What breaks off
 * in the middle of an entry ends before it.
 *
 * @param oidBytes length of object ids: 20, or 32 in a repository of SHA-256
 */
export function parseTreeObject(bytes: Uint8Array, oidBytes: number): TreeObject {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts: number[] = [];
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(0, start);
    if (end < 0 || end + 1 + oidBytes > buffer.length) break;
    starts.push(start);
    start = end + 1 + oidBytes;
  }

  function itemAt(start: number): TreeItem {
    const space = buffer.indexOf(0x20, start);
    const end = buffer.indexOf(0, start);
    return {
      mode: buffer.toString('latin1', start, space).padStart(6, '0'),
      name: buffer.toString('utf8', space + 1, end),
      oid: buffer.toString('hex', end + 1, end + 1 + oidBytes),
    };
  }

  /** Where an entry stands to a name, as Git sorts: a folder as if its name ended in a slash. */
  function compareAt(start: number, wanted: Buffer): number {
    const space = buffer.indexOf(0x20, start);
    const end = buffer.indexOf(0, start);
    const isTree = buffer[start] === 0x34 && space - start === 5;
    const name = buffer.subarray(space + 1, end);
    return Buffer.compare(isTree ? Buffer.concat([name, SLASH]) : name, wanted);
  }

  return {
    find(name, kind) {
      const wanted = Buffer.from(kind === 'folder' ? `${name}/` : name);
      let low = 0;
      let high = starts.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const start = starts[middle] ?? 0;
        const order = compareAt(start, wanted);
        if (order === 0) return itemAt(start);
        if (order < 0) low = middle + 1;
        else high = middle - 1;
      }
      return undefined;
    },
    *items() {
      for (const start of starts) yield itemAt(start);
    },
  };
}

const SLASH = Buffer.from('/');
