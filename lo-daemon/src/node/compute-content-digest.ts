import { createHash } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { ContentFile } from '../runtimes/runtime.ts';

/** Longest path of a file inside a package, in bytes of UTF-8. */
const MAX_PATH_BYTES = 1024;

const SHA256_HEX = /^[0-9a-f]{64}$/;

/**
 * The manifest that a node verifies content against: `MODE SHA256  ./PATH` lines, sorted by the bytes of the path, in
 * the form that sha256sum(1) checks.
 *
 * Throws NODE_CONTENT_INVALID for a path that could leave the folder or that the node's tools would misread.
 */
export function writeManifest(files: readonly ContentFile[]): string {
  const lines = new Map<string, string>();
  for (const { path, mode, sha256 } of files) {
    checkPath(path);
    if (!SHA256_HEX.test(sha256)) {
      throw new ColoError('NODE_CONTENT_INVALID', `The digest of ${show(path)} is not a SHA-256.`);
    }
    if (lines.has(path)) {
      throw new ColoError('NODE_CONTENT_INVALID', `The file ${show(path)} is there twice.`);
    }
    lines.set(path, `${mode} ${sha256}  ./${path}\n`);
  }
  return [...lines]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([, line]) => line)
    .join('');
}

/** Digest of a component's files (`sha256:…`): the SHA-256 of {@link writeManifest}. */
export function computeContentDigest(files: readonly ContentFile[]): string {
  return `sha256:${createHash('sha256').update(writeManifest(files)).digest('hex')}`;
}

function checkPath(path: string): void {
  const segments = path.split('/');
  const reason =
    path.length === 0 || Buffer.byteLength(path) > MAX_PATH_BYTES
      ? 'is empty or too long'
      : // sha256sum escapes line feeds and backslashes in its lists, which would then no longer match.
        /[\u0000-\u001f\u007f\\]/.test(path)
        ? 'has a control character or a backslash'
        : segments.some((segment) => segment === '' || segment === '.' || segment === '..')
          ? 'leaves its folder'
          : undefined;
  if (reason !== undefined) {
    throw new ColoError('NODE_CONTENT_INVALID', `The path ${show(path)} ${reason}.`);
  }
}

/** Quoted, so that spaces at its ends are seen; without what would change how its neighbours show. */
function show(path: string): string {
  return `"${toSafeText(path, 200)}"`;
}
