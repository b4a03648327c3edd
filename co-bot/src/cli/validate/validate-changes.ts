import { join, relative, sep } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import type { ModeOption } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import { findRepository } from '../git/find-repository.ts';
import {
  findMergeBase,
  listChangedFiles,
  listStagedChanges,
  resolveCommit,
  tryResolveCommit,
} from '../git/list-changes.ts';
import { withBlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { type ObjectsContext, withObjects } from '../git/with-objects.ts';
import type { CliIo } from '../program/cli-io.ts';
import { createFolderReader } from '../reader/folder-reader.ts';
import { createIndexReader } from '../reader/index-reader.ts';
import type { Comparison } from './compare-with-base.ts';
import type { ValidationTarget } from './detect-target.ts';
import type { TargetReport } from './target-report.ts';
import { describeCount, validateTarget } from './validate-target.ts';
import { detectTreeKind, type TreeReport, validateTree } from './validate-tree.ts';

/** Which changes are judged: those of the work tree since a commit, or those that the next commit takes. */
export type ChangeRange = { readonly kind: 'since'; readonly ref: string } | { readonly kind: 'staged' };

/**
 * Checks of a target what changed, and what that refers to. Git sees the checkout without its configuration.
 *
 * @throws ColoError CLI_REPOSITORY_UNFIT where the target is in no checkout
 */
export async function validateChanges(
  target: ValidationTarget,
  range: ChangeRange,
  io: CliIo,
  options: ModeOption = {},
): Promise<TargetReport> {
  const isFile = target.kind === 'document' || target.kind === 'archive';
  const root = isFile ? join(target.path, '..') : target.root;
  const repository = findRepository(root, io.env);
  if (repository?.workTree === undefined) {
    const message = `${toSafeText(root, 400)} is in no checkout of Git: what changed there is not known`;
    throw new ColoError('CLI_REPOSITORY_UNFIT', message, {
      fix: 'Name a folder of a checkout, or leave out --since and --staged.',
    });
  }
  return await withObjects({ repository, folder: root, environment: io.env, signal: io.signal }, (context) =>
    validateIn(context, root, target, range, options),
  );
}

async function validateIn(
  context: ObjectsContext,
  root: string,
  target: ValidationTarget,
  range: ChangeRange,
  options: ModeOption,
): Promise<TargetReport> {
  const isFile = target.kind === 'document' || target.kind === 'archive';
  const part = target.kind === 'infra' ? target.only : undefined;
  const inPart = (path: string): boolean =>
    part === undefined || path === toTreePath(root, part) || path.startsWith(`${toTreePath(root, part)}/`);
  if (range.kind === 'staged') return { root, ...(await validateStaged(context, inPart, options)) };

  const base = await findBase(context, range.ref);
  const changed = (await listChangedFiles(context, base)).filter(inPart);
  if (isFile) {
    const isChanged = changed.includes(toTreePath(root, target.path));
    return isChanged
      ? await validateTarget(target, options, context.signal)
      : { root, what: `${target.kind}, unchanged`, diagnostics: [] };
  }
  if (target.kind === 'documents') {
    const { validateDocuments } = await import('./validate-documents.ts');
    const { documents, diagnostics } = await validateDocuments(
      root,
      (path) => changed.includes(path),
      options,
    );
    return { root, what: `${describeCount(documents)} of ${changed.length} changed files`, diagnostics };
  }
  const reader = await createFolderReader(root);
  const { what, diagnostics } = await validateTree(reader, target.kind, changed, options);
  const { prefix } = context;
  const compared = await compare({ context, base, prefix, kind: target.kind, reader, changed });
  return { root, what, diagnostics: [...diagnostics, ...compared] };
}

/** Checks what is staged below the folder of `context`, from the index and not from the work tree. */
export async function validateStaged(
  context: ObjectsContext,
  isWanted: (path: string) => boolean,
  options: ModeOption = {},
): Promise<TreeReport> {
  const base = await tryResolveCommit(context, 'HEAD');
  const { prefix } = context;
  const changes = await listStagedChanges(context, base);
  const changed = changes.map(({ path }) => path).filter(isWanted);
  return await withBlobReader(context, async (blobs) => {
    const reader = createIndexReader(context, { commit: base, prefix, changes }, blobs);
    const kind = await detectTreeKind(reader, changed);
    if (kind === undefined) return { what: 'nothing of colo', diagnostics: [] };
    const { what, diagnostics } = await validateTree(reader, kind, changed, options);
    if (base === undefined) return { what, diagnostics };
    const compared = await compare({ context, base, prefix, kind, reader, changed });
    return { what, diagnostics: [...diagnostics, ...compared] };
  });
}

/** Only packages are compared with what they were. */
async function compare(comparison: Comparison): Promise<TreeReport['diagnostics']> {
  if (comparison.kind === 'infra') return [];
  const { compareWithBase } = await import('./compare-with-base.ts');
  return await compareWithBase(comparison);
}

async function findBase(context: GitContext, ref: string): Promise<string> {
  const since = await resolveCommit(context, ref);
  const base = await findMergeBase(context, since, await resolveCommit(context, 'HEAD'));
  if (base !== undefined) return base;
  throw new ColoError('CLI_REF_UNKNOWN', 'the commit that was named and HEAD have no common commit here', {
    fix: 'Name a commit that HEAD comes from; in a shallow clone, fetch more of the history first.',
  });
}

function toTreePath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
