import type { FileTree } from './memory-reader.ts';

export interface ImportOptions {
  readonly ref: string;
  /** Commit that the files are put on top of; undefined: a root commit. */
  readonly parent?: string | undefined;
  readonly files: FileTree;
  readonly message: string;
}

/** One commit as the input of `git fast-import` (git-fast-import(1)). Paths must need no quotes. */
export function describeImport({ ref, parent, files, message }: ImportOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  const add = (text: string): void => {
    parts.push(Buffer.from(text));
  };
  add(`commit ${ref}\ncommitter Ada Operator <ada@acme.example> 1767225600 +0000\n`);
  add(`data ${Buffer.byteLength(message)}\n${message}\n`);
  if (parent !== undefined) add(`from ${parent}\n`);
  for (const [path, { mode, bytes }] of files) {
    add(`M ${mode} inline ${path}\ndata ${bytes.length}\n`);
    parts.push(bytes);
    add('\n');
  }
  add('done\n');
  return Buffer.concat(parts);
}
