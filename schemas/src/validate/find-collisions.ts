import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** Longest path that a message shows. */
const SHOWN = 200;

/** A folder whose entries are coming. Its children stand by their folded name; `/` marks what is a folder. */
interface OpenFolder {
  readonly name: string;
  readonly children: Map<string, string>;
}

/**
 * Finds paths that are one on many file systems: folders collide too (`A/x` and `a/y` are in one where case does not
 * count). So do an entry that stands twice, and a file that is a folder of another: Git can hold both, and readers differ
 * in which of the two they see. Paths come in the order of a tree, so only siblings need to be known, and a folder is
 * forgotten when it ends. Each collision is named once.
 */
export function createCollisionFinder(): (path: string) => readonly Diagnostic[] {
  const open: OpenFolder[] = [{ name: '', children: new Map() }];
  return (path) => {
    const parts = path.split('/');
    const shared = countShared(open, parts);
    open.length = shared + 1;
    const found: Diagnostic[] = [];
    for (let index = shared; index < parts.length; index += 1) {
      const name = parts[index] ?? '';
      const isFolder = index < parts.length - 1;
      const message = addChild(open[index]?.children, parts, index, isFolder);
      if (message !== undefined && found.length === 0)
        found.push(makeDiagnostic('TREE_PATH_COLLISION', message, startOf(toSafeText(path, SHOWN))));
      if (isFolder) open.push({ name, children: new Map() });
    }
    return found;
  };
}

/** How many folders of a path are open already. */
function countShared(open: readonly OpenFolder[], parts: readonly string[]): number {
  let shared = 0;
  while (shared < parts.length - 1 && open[shared + 1]?.name === parts[shared]) shared += 1;
  return shared;
}

/** Adds a name to its folder; says with what it collides there. */
function addChild(
  siblings: Map<string, string> | undefined,
  parts: readonly string[],
  index: number,
  isFolder: boolean,
): string | undefined {
  const name = parts[index] ?? '';
  const marked = isFolder ? `${name}/` : name;
  const folded = fold(name);
  const known = siblings?.get(folded);
  if (known === undefined) {
    siblings?.set(folded, marked);
    return undefined;
  }
  const shown = toSafeText(parts.slice(0, index + 1).join('/'), SHOWN);
  if (known === marked) return `${shown} is in the tree twice`;
  const knownName = known.replace(/\/$/, '');
  if (knownName === name) return `${shown} is both a file and a folder`;
  const first = toSafeText([...parts.slice(0, index), knownName].join('/'), SHOWN);
  return `${shown} and ${first} are one path on many file systems`;
}

/** A name as file systems compare it that count neither case nor the form of composed characters. */
function fold(name: string): string {
  if (/^[ -~]*$/.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}
