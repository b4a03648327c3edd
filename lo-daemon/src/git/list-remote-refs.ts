import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ColoError, type ErrorCode } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { readCredential } from '../config/read-credential.ts';
import { isHttpAddress } from '../config/repository-address.ts';
import type { InfraSettings } from '../config/settings.ts';
import { formatAuthorization } from './format-authorization.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { isObjectId } from './object-id.ts';
import { readGit } from './run-git.ts';

/** Object ids by full ref name. */
export type RemoteRefs = ReadonlyMap<string, string>;

export type ListingOptions = Omit<HttpClientOptions, 'repository'>;

const ACCESS_STATUS = new Set([401, 403, 404]);
const MAX_SHOWN = 200;

/**
 * Asks the infra repo where its two branches are, with one listing and no download.
 *
 * @throws ColoError GIT_REMOTE_UNREACHABLE, GIT_REPOSITORY_MOVED, GIT_ACCESS_REFUSED, LO_CREDENTIAL_UNUSABLE
 */
export async function listRemoteRefs(
  infra: InfraSettings,
  options: ListingOptions = {},
): Promise<RemoteRefs> {
  const wanted = [`refs/heads/${infra.branch}`, `refs/heads/${infra.eventsBranch}`];
  const refs = isHttpAddress(infra.repository)
    ? await listOverHttp(infra, wanted, options)
    : await listByProgram(infra.repository, wanted, options.signal);
  return new Map([...refs].filter(([name, id]) => wanted.includes(name) && isObjectId(id)));
}

/** Protocol v2 with a prefix (gitprotocol-v2(5), ls-refs): the server answers for the branches alone. */
async function listOverHttp(
  infra: InfraSettings,
  wanted: readonly string[],
  options: ListingOptions,
): Promise<RemoteRefs> {
  const { listServerRefs } = await import('isomorphic-git');
  const headers: Record<string, string> = {};
  if (infra.credential !== undefined)
    headers['Authorization'] = formatAuthorization(await readCredential(infra.credential));
  try {
    const refs = await listServerRefs({
      http: createHttpClient({ repository: infra.repository, ...options }),
      url: infra.repository,
      prefix: findCommonPrefix(wanted),
      protocolVersion: 2,
      headers,
    });
    return new Map(refs.map(({ ref, oid }) => [ref, oid]));
  } catch (error) {
    throw explainHttpError(error);
  }
}

async function listByProgram(
  repository: string,
  wanted: readonly string[],
  signal: AbortSignal | undefined,
): Promise<RemoteRefs> {
  try {
    const text = await readGit({ args: ['ls-remote', '--refs', '--', repository, ...wanted], signal });
    const lines = text.split('\n').filter((line) => line !== '');
    return new Map(lines.map((line) => [line.split('\t')[1] ?? '', line.split('\t')[0] ?? '']));
  } catch (error) {
    if (error instanceof ColoError && error.code === 'GIT_PROGRAM_MISSING') throw error;
    const message = error instanceof Error ? error.message : 'git ls-remote failed';
    const fix = await findOwnershipFix(repository);
    throw new ColoError(fix === undefined ? 'GIT_REMOTE_UNREACHABLE' : 'GIT_ACCESS_REFUSED', message, {
      cause: error,
      ...(fix === undefined ? {} : { fix }),
    });
  }
}

/** Git reads no repository of another user (git-config(1), safe.directory); only that user's own settings can allow it. */
async function findOwnershipFix(repository: string): Promise<string | undefined> {
  const folder = repository.startsWith('file://') ? fileURLToPath(repository) : repository;
  const owner = await stat(folder).then(
    ({ uid }) => uid,
    () => undefined,
  );
  if (owner === undefined || owner === process.getuid?.()) return undefined;
  return `The repository belongs to another user. Where that is right, run \`git config --global --add safe.directory ${toSafeText(folder, MAX_SHOWN)}\` as LO's user.`;
}

function findCommonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function explainHttpError(error: unknown): ColoError {
  if (error instanceof ColoError) return error;
  const status = readHttpStatus(error);
  const refused = status !== undefined && ACCESS_STATUS.has(status);
  const code: ErrorCode = refused ? 'GIT_ACCESS_REFUSED' : 'GIT_REMOTE_UNREACHABLE';
  const text = error instanceof Error ? toSafeText(readDeepestMessage(error), MAX_SHOWN) : 'no answer';
  const message =
    status === undefined ? `No answer: ${text}` : `The Git server answered with HTTP status ${status}.`;
  return new ColoError(code, message, { cause: error, data: { status: status ?? null } });
}

/** fetch says only "fetch failed"; its cause says why. */
function readDeepestMessage(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function readHttpStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('statusCode' in data)) return undefined;
  return typeof data.statusCode === 'number' ? data.statusCode : undefined;
}
