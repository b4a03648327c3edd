import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { AGE_FOLDER, isAgeFileName, MAX_AGE_FILE_BYTES } from '../names/age-file.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { RepoEntry, RepoReader } from './repo-reader.ts';

/** Longest path that a message shows. */
const SHOWN = 200;

const MIDDLE = `/${AGE_FOLDER}/`;

/** How an age file begins, binary and armored. */
const BEGINNINGS = ['age-encryption.org/v1\n', '-----BEGIN AGE ENCRYPTED FILE-----'];

/**
 * What lies in the secrets folders of sites must be encrypted: a secret that was committed as it is belongs to everybody
 * who can read the repository. Nothing of a file's content is shown.
 *
 * @param sites names of the sites to check
 */
export async function checkSecretFiles(
  reader: RepoReader,
  entries: readonly RepoEntry[],
  sites: ReadonlySet<string>,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const entry of entries) {
    const name = findName(entry.path, sites);
    const problem = name === undefined ? undefined : await findProblem(reader, entry, name);
    if (problem === undefined) continue;
    const shown = toSafeText(entry.path, SHOWN);
    found.push(makeDiagnostic('TREE_SECRET_REFUSED', `${shown} ${problem}`, startOf(shown)));
  }
  return found;
}

/** True for what may lie in a site's secrets folder, whichever the sites are. */
export function isSecretPath(path: string): boolean {
  return path.startsWith('sites/') && path.includes(MIDDLE);
}

/** The path below a site's secrets folder; undefined elsewhere. */
function findName(path: string, sites: ReadonlySet<string>): string | undefined {
  for (let at = path.indexOf(MIDDLE); at >= 0; at = path.indexOf(MIDDLE, at + 1))
    if (sites.has(path.slice('sites/'.length, at))) return path.slice(at + MIDDLE.length);
  return undefined;
}

async function findProblem(
  reader: RepoReader,
  { path, mode, size }: RepoEntry,
  name: string,
): Promise<string | undefined> {
  if (!isAgeFileName(name)) return 'has no name of the form NAME.age, lower-case letters, digits and dashes';
  // Links and submodules are refused as such.
  if (mode !== '100644') return mode === '100755' ? 'is executable' : undefined;
  const known = size ?? (await reader.size?.(path));
  if (known !== undefined && known > MAX_AGE_FILE_BYTES) return describeSize();
  const bytes = await reader.read(path);
  if (bytes === undefined) return undefined;
  if (bytes.byteLength > MAX_AGE_FILE_BYTES) return describeSize();
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart();
  if (BEGINNINGS.some((beginning) => start.startsWith(beginning))) return undefined;
  return 'is not encrypted with age; if it holds a secret, that secret is no longer one';
}

function describeSize(): string {
  return `has more than ${MAX_AGE_FILE_BYTES} bytes`;
}
