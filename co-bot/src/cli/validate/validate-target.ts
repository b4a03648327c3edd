import { dirname, relative, sep } from 'node:path';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import type { MargoDocument } from '@colo/schemas/margo/documents';
import type { ModeOption } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { validateRegistryTree } from '@colo/schemas/validate/registry';
import { createFolderReader } from '../reader/folder-reader.ts';
import { createThreadedCheck } from './check-sites-in-threads.ts';
import type { ValidationTarget } from './detect-target.ts';
import { readDocumentFile } from './read-document-file.ts';
import { validateDocuments } from './validate-documents.ts';
import { validatePackage } from './validate-package.ts';

/** What was found in one target; `root` is where the diagnostics' file names start. */
export interface TargetReport {
  readonly root: string;
  /** What was checked, for the summary: `infra repo`, `package hello-world 1.0, dialect pr1`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  /** A document of Margo, to be compared with others that are named with it. */
  readonly document?: MargoDocument;
}

/** Checks one target. Reads only; nothing of the content is run. An infra repo may be large: `signal` ends its check. */
export async function validateTarget(
  target: ValidationTarget,
  options: ModeOption,
  signal: AbortSignal,
): Promise<TargetReport> {
  switch (target.kind) {
    case 'infra':
      return await validateInfra(target.root, target.only, options, signal);
    case 'registry': {
      const { diagnostics, packages } = await validateRegistryTree(
        await createFolderReader(target.root, signal),
        options,
      );
      return { root: target.root, what: `app registry (${packages.length} packages)`, diagnostics };
    }
    case 'package':
      return { root: target.root, ...(await validatePackage(target.root, options)) };
    case 'archive':
      return { root: dirname(target.path), ...(await validatePackage(target.path, options)) };
    case 'documents': {
      const { documents, diagnostics } = await validateDocuments(target.root, undefined, options);
      if (documents === 0) throw describeNothing(target.root);
      return { root: target.root, what: describeCount(documents), diagnostics };
    }
    case 'document':
      return { root: dirname(target.path), ...(await readDocumentFile(target.path, options)) };
  }
}

async function validateInfra(
  root: string,
  only: string | undefined,
  options: ModeOption,
  signal: AbortSignal,
): Promise<TargetReport> {
  const reader = await createFolderReader(root, signal);
  if (only === undefined) {
    const checkSites = createThreadedCheck(root, reader, { signal });
    const diagnostics = await validateInfraTree(reader, { ...options, checkSites });
    return { root, what: 'infra repo', diagnostics };
  }
  const part = relative(root, only).split(sep).join('/');
  const changed = (await reader.list(part)).map((entry) => entry.path);
  const found = await validateInfraTree(reader, { only: changed, ...options });
  return { root, what: `infra repo, ${part}`, diagnostics: found };
}

function describeNothing(folder: string): ColoError {
  return new ColoError('CLI_INPUT_MISSING', `${toSafeText(folder, 400)} holds nothing that colo knows`, {
    fix: 'Name an infra repo (colo.yaml), an app registry (apps/), a package (margo.yaml), or documents of Margo.',
  });
}

export function describeCount(documents: number): string {
  return `${documents} document${documents === 1 ? '' : 's'}`;
}
