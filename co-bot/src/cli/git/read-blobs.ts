import { ColoError } from '@colo/schemas';
import { type GitContext, tryGit } from './run-git.ts';

/** Contents of many blobs by object id, in two processes whatever their number; missing ones are fetched together first. */
export async function readBlobs(
  context: GitContext,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  await fetchMissing(context, wanted);
  const result = await tryGit(context, ['cat-file', '--batch', '--buffer'], `${wanted.join('\n')}\n`);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `reading objects failed: ${result.message}`);
  return parseBatch(result.stdout);
}

/** In a partial clone, `cat-file` would fetch one blob at a time; one fetch by object id brings all of them. */
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
