import type { ModeOption } from '@colo/schemas/margo/package';
import { validateRegistryTree } from '@colo/schemas/validate/registry';
import { createFolderReader } from '../reader/folder-reader.ts';
import type { TargetReport } from './target-report.ts';

/** Checks an app registry. */
export async function validateRegistryFolder(
  root: string,
  options: ModeOption,
  signal: AbortSignal,
): Promise<TargetReport> {
  const { diagnostics, packages } = await validateRegistryTree(
    await createFolderReader(root, signal),
    options,
  );
  return { root, what: `app registry (${packages.length} packages)`, diagnostics };
}
