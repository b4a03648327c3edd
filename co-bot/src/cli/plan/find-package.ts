import { resolve } from 'node:path';
import type { PackageSource } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { AppPackage } from '@colo/schemas/margo/package';
import { loadPackage } from '@colo/schemas/validate/package';
import type { DeployCommand } from '../../commands/index.ts';
import { pickVersion } from '../fleet/pick-version.ts';
import { withRegistry } from '../fleet/with-registry.ts';
import { formatCounts, formatDiagnostics } from '../output/format-diagnostics.ts';
import type { Invocation } from '../program/invocation.ts';
import { findApplicationPath } from '../publish/find-application-path.ts';
import { readLocalPackage } from '../publish/read-local-package.ts';

interface FoundPackage {
  readonly app: AppPackage;
  readonly content: PackageContent;
  readonly source: PackageSource;
}

/** Object id of nothing: a package that is not committed anywhere (git-diff-tree(1) uses the same). */
const NO_COMMIT = '0'.repeat(40);

/** The package that a deploy command means: the folder of `--package`, else a tagged version of the registry. */
export async function findPackage(invocation: Invocation, command: DeployCommand): Promise<FoundPackage> {
  const folder = invocation.args.text('package');
  if (folder !== undefined) return await findLocalPackage(invocation, folder, command);
  return await withRegistry(invocation, async (registry) => {
    const tag = pickVersion(registry.tags, command.application, command.version);
    const tree = await registry.openTag(tag);
    const path = await findApplicationPath(tree, command.application);
    if (path === undefined) {
      throw new ColoError(
        'CLI_APPLICATION_UNKNOWN',
        `the tag ${tag.name} holds no package ${command.application}`,
      );
    }
    await tree.preload((file) => file.startsWith(`${path}/`));
    const { app, content, digest, diagnostics } = await loadPackage(tree, path);
    if (app === undefined || content === undefined || digest === undefined) {
      throw new ColoError('CLI_PACKAGE_INVALID', `${tag.name}: ${formatCounts(diagnostics)}`, {
        data: { diagnostics },
      });
    }
    return { app, content, source: { repository: registry.name, path, commit: tag.commit, digest } };
  });
}

async function findLocalPackage(
  invocation: Invocation,
  folder: string,
  command: DeployCommand,
): Promise<FoundPackage> {
  const { io, print } = invocation;
  const read = await readLocalPackage(resolve(io.cwd, folder));
  if (!read.ok) {
    print.note(formatDiagnostics(read.diagnostics, print.colors));
    throw new ColoError('CLI_PACKAGE_INVALID', `${folder}: ${formatCounts(read.diagnostics)}`, {
      data: { diagnostics: read.diagnostics },
    });
  }
  const { app, content, digest } = read.value;
  const isMeant = app.id === command.application && (command.version ?? app.version) === app.version;
  if (!isMeant)
    throw new ColoError('USAGE', `${folder} holds ${app.id}@${app.version}, not what the command names`);
  return {
    app,
    content,
    source: { repository: 'local/package', path: `apps/${app.id}`, commit: NO_COMMIT, digest },
  };
}
