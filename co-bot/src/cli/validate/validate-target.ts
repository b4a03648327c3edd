import { dirname, relative, sep } from 'node:path';
import { type Diagnostic, validateInfraTree, validateRegistryTree } from '@colo/schemas';
import { readLocalPackage } from '../publish/read-local-package.ts';
import { createFolderReader } from '../reader/folder-reader.ts';
import type { ValidationTarget } from './detect-target.ts';
import { readDocumentFile } from './read-document-file.ts';

/** What was found in one target; `root` is where the diagnostics' file names start. */
export interface TargetReport {
  readonly root: string;
  /** What was checked, for the summary: `infra repo`, `package hello-world 1.0, dialect pr1`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one target. Reads only; nothing of the content is run. */
export async function validateTarget(target: ValidationTarget): Promise<TargetReport> {
  switch (target.kind) {
    case 'infra':
      return await validateInfra(target.root, target.only);
    case 'registry': {
      const { diagnostics, packages } = await validateRegistryTree(await createFolderReader(target.root));
      return { root: target.root, what: `app registry (${packages.length} packages)`, diagnostics };
    }
    case 'package': {
      const read = await readLocalPackage(target.root);
      if (!read.ok) return { root: target.root, what: 'package', diagnostics: read.diagnostics };
      const { app, warnings } = read.value;
      return {
        root: target.root,
        what: `package ${app.id} ${app.version}, dialect ${app.dialect}`,
        diagnostics: warnings,
      };
    }
    case 'document': {
      const { kind, diagnostics } = await readDocumentFile(target.path);
      return { root: dirname(target.path), what: kind, diagnostics };
    }
  }
}

async function validateInfra(root: string, only: string | undefined): Promise<TargetReport> {
  const reader = await createFolderReader(root);
  if (only === undefined) return { root, what: 'infra repo', diagnostics: await validateInfraTree(reader) };
  const part = relative(root, only).split(sep).join('/');
  const changed = (await reader.list(part)).map((entry) => entry.path);
  const found = await validateInfraTree(reader, { only: changed });
  return { root, what: `infra repo, ${part}`, diagnostics: found };
}
