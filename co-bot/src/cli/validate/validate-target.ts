import { dirname } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import type { ModeOption } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import type { ValidationTarget } from './detect-target.ts';
import type { TargetReport } from './target-report.ts';

/**
 * Checks one target. Reads only; nothing of the content is run. An infra repo may be large: `signal` ends its check.
 * Hooks and editors run this for one target each time, so that only what this kind of target needs is loaded.
 */
export async function validateTarget(
  target: ValidationTarget,
  options: ModeOption,
  signal: AbortSignal,
): Promise<TargetReport> {
  switch (target.kind) {
    case 'infra': {
      const { validateInfraFolder } = await import('./validate-infra-folder.ts');
      return await validateInfraFolder(target.root, target.only, options, signal);
    }
    case 'registry': {
      const { validateRegistryFolder } = await import('./validate-registry-folder.ts');
      return await validateRegistryFolder(target.root, options, signal);
    }
    case 'package': {
      const { validatePackage } = await import('./validate-package.ts');
      return { root: target.root, ...(await validatePackage(target.root, options)) };
    }
    case 'archive': {
      const { validatePackage } = await import('./validate-package.ts');
      return { root: dirname(target.path), ...(await validatePackage(target.path, options)) };
    }
    case 'documents': {
      const { validateDocuments } = await import('./validate-documents.ts');
      const { documents, diagnostics } = await validateDocuments(target.root, undefined, options);
      if (documents === 0) throw describeNothing(target.root);
      return { root: target.root, what: describeCount(documents), diagnostics };
    }
    case 'document': {
      const { readDocumentFile } = await import('./read-document-file.ts');
      return { root: dirname(target.path), ...(await readDocumentFile(target.path, options)) };
    }
  }
}

function describeNothing(folder: string): ColoError {
  return new ColoError('CLI_INPUT_MISSING', `${toSafeText(folder, 400)} holds nothing that colo knows`, {
    fix: 'Name an infra repo (colo.yaml), an app registry (apps/), a package (margo.yaml), or documents of Margo.',
  });
}

export function describeCount(documents: number): string {
  return `${documents} document${documents === 1 ? '' : 's'}`;
}
