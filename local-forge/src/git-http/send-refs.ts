import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitRepository } from '../git/open-repository.ts';
import { readHeadFile, readRefFiles } from '../git/ref-files.ts';
import type { GitPath } from './match-git-path.ts';

/** Bytes of a request that may be one for refs; those for objects may be longer. */
const MAX_REQUEST_BYTES = 8 * 1024;

/** A request for refs, as far as it is understood here. */
interface RefsRequest {
  readonly prefixes: readonly string[];
  readonly symrefs: boolean;
  readonly peel: boolean;
  readonly unborn: boolean;
}

/**
 * Reads a request that may be one for refs by protocol version 2.
 *
 * @returns its bytes; undefined for one that is certainly something else, and has not been touched
 */
export async function readShortRequest(path: GitPath, request: IncomingMessage): Promise<Buffer | undefined> {
  const { headers } = request;
  const isShort = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= MAX_REQUEST_BYTES;
  const isPlain = headers['content-encoding'] === undefined && headers['git-protocol'] === 'version=2';
  if (path.rest !== 'git-upload-pack' || !isShort || !isPlain) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * Answers `ls-refs` (gitprotocol-v2(5)) from the repository's files: every poll asks for it.
 *
 * @returns false for any other request, and for one with words that are not known here: git answers those
 */
export async function sendRefs(git: GitRepository, body: Buffer, response: ServerResponse): Promise<boolean> {
  const request = parseRequest(body.toString('utf8'));
  if (request === undefined) return false;
  const lines = await listLines(git, request);
  if (lines === undefined) return false;
  response.writeHead(200, {
    expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
    pragma: 'no-cache',
    'cache-control': 'no-cache, max-age=0, must-revalidate',
    'content-type': 'application/x-git-upload-pack-result',
  });
  response.end(`${lines.map(packetOf).join('')}0000`);
  return true;
}

function parseRequest(text: string): RefsRequest | undefined {
  const packets: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = Number.parseInt(text.slice(at, at + 4), 16);
    // 0 ends the request, 1 its capabilities. A name beyond ASCII has another length in bytes: that is left to git.
    packets.push(length < 4 ? '' : text.slice(at + 4, at + length).replace(/\n$/, ''));
    if (Number.isNaN(length) || /[^\0-\x7f]/.test(text)) return undefined;
    at += Math.max(length, 4);
  }
  const divider = packets.indexOf('');
  if (divider < 0) return undefined;
  const [command, ...capabilities] = packets.slice(0, divider);
  const args = packets.slice(divider + 1).filter((word) => word !== '');
  const known = /^(peel|symrefs|unborn|ref-prefix .*)$/;
  if (command !== 'command=ls-refs' || !args.every((word) => known.test(word))) return undefined;
  if (!capabilities.every((word) => /^(agent=.*|object-format=sha1|session-id=.*)$/.test(word)))
    return undefined;
  const prefixes = args.filter((word) => word.startsWith('ref-prefix ')).map((word) => word.slice(11));
  return {
    prefixes,
    symrefs: args.includes('symrefs'),
    peel: args.includes('peel'),
    unborn: args.includes('unborn'),
  };
}

async function listLines(
  git: GitRepository,
  { prefixes, symrefs, peel, unborn }: RefsRequest,
): Promise<string[] | undefined> {
  const refs = readRefFiles(git.path);
  const head = readHeadFile(git.path);
  const atHead = head === undefined ? undefined : refs.get(head);
  // How an empty repository says which branch it will have is git's affair.
  if (atHead === undefined && unborn) return undefined;
  const rows: [name: string, sha: string, more: string][] = [];
  if (atHead !== undefined) rows.push(['HEAD', atHead, symrefs ? ` symref-target:${head}` : '']);
  for (const [name, sha] of refs) rows.push([name, sha, peel ? await describePeeled(git, sha) : '']);
  const wanted = rows.filter(
    ([name]) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)),
  );
  return wanted.map(([name, sha, more]) => `${sha} ${name}${more}\n`);
}

async function describePeeled(git: GitRepository, sha: string): Promise<string> {
  if ((await git.reader.read(sha))?.type !== 'tag') return '';
  const peeled = await git.reader.read(`${sha}^{}`);
  return peeled === undefined ? '' : ` peeled:${peeled.sha}`;
}

function packetOf(line: string): string {
  return `${(Buffer.byteLength(line) + 4).toString(16).padStart(4, '0')}${line}`;
}
