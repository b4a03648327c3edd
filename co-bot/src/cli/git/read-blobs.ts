import { ColoError } from '@colo/schemas/errors';
import { type GitContext, tryGit } from './run-git.ts';

/** A blob larger than this is not read: no document of colo is, and packages are bounded as a whole. */
const MAX_BLOB_BYTES = 128 * 1024 * 1024;

/**
 * Sizes of many blobs by object id, found without reading them; in a clone of our own, missing ones are fetched together
 * first. Throws CLI_OBJECT_MISSING.
 */
export async function readBlobSizes(
  context: GitContext,
  oids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  await fetchMissing(context, wanted);
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)', '--buffer'];
  const result = await tryGit(context, args, `${wanted.join('\n')}\n`);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `looking at objects failed: ${result.message}`);
  const sizes = new Map<string, number>();
  for (const line of result.stdout.toString('latin1').split('\n')) {
    const [oid = '', type, size] = line.split(' ');
    if (type === 'missing')
      throw new ColoError('CLI_OBJECT_MISSING', `the object ${oid} is not in this repository`);
    if (type === 'blob') sizes.set(oid, Number(size));
  }
  return sizes;
}

/**
 * Contents of many blobs by object id, in a few processes whatever their number; missing ones are fetched together first.
 * Blobs above 128 MiB are left out.
 */
export async function readBlobs(
  context: GitContext,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const sizes = await readBlobSizes(context, oids);
  const wanted = [...sizes].filter(([, size]) => size <= MAX_BLOB_BYTES).map(([oid]) => oid);
  if (wanted.length === 0) return new Map();
  const result = await tryGit(context, ['cat-file', '--batch', '--buffer'], `${wanted.join('\n')}\n`);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `reading objects failed: ${result.message}`);
  return parseBatch(result.stdout);
}

/**
 * In a partial clone, `cat-file` would fetch one blob at a time; one fetch by object id brings all of them. Only clones of
 * our own say that they are partial (fetch-branch.ts): nothing is fetched into a checkout.
 */
async function fetchMissing(context: GitContext, wanted: readonly string[]): Promise<void> {
  const remote = await tryGit(context, ['config', '--get', 'extensions.partialClone']);
  if (remote.exitCode !== 0) return;
  const listed = await tryGit(context, ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)']);
  const present = new Set(listed.stdout.toString('utf8').split('\n'));
  const missing = wanted.filter((oid) => !present.has(oid));
  if (missing.length === 0) return;
  const args = [
    '-c',
    'fetch.negotiationAlgorithm=noop',
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
  ];
  args.push('--filter=blob:none', '--stdin', 'origin');
  const result = await tryGit(context, args, `${missing.join('\n')}\n`);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `fetching files failed: ${result.message}`);
}

/** Format of `git cat-file --batch`: `<oid> <type> <size>\n<bytes>\n`, or `<oid> missing\n`. */
function parseBatch(output: Buffer): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0x0a, at);
    if (end < 0) break;
    const [oid, type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (oid === undefined || type === 'missing' || size === undefined) continue;
    const length = Number.parseInt(size, 10);
    if (type === 'blob') blobs.set(oid, output.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}
