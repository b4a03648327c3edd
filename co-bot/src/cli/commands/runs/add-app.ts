import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { formatRepositoryName } from '../../config/repository-name.ts';
import { openNamedRemote, openRemote, type Remote, toGitContext } from '../../git/open-remote.ts';
import { withTemporaryFolder } from '../../git/with-temporary-folder.ts';
import { formatCounts, formatDiagnostics, formatHint } from '../../output/format-diagnostics.ts';
import { formatPublished } from '../../output/format-published.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { findPackageRoot } from '../../publish/open-package-source.ts';
import { publishPackage } from '../../publish/publish-package.ts';
import { readLocalPackage } from '../../publish/read-local-package.ts';
import { relocateDiagnostics } from '../../validate/relocate-diagnostics.ts';

export async function runAddApp(invocation: Invocation): Promise<ExitCode> {
  const { args, io, print } = invocation;
  const path = resolve(io.cwd, args.positional(0));
  const local = await readLocalPackage(path);
  const root = await findPackageRoot(path);
  if (!local.ok) {
    const diagnostics = relocateDiagnostics(local.diagnostics, root, io.cwd);
    print.note(`${formatDiagnostics(diagnostics, print.colors)}\n${formatHint(diagnostics)}`);
    throw new ColoError('CLI_PACKAGE_INVALID', `${args.positional(0)}: ${formatCounts(diagnostics)}`, {
      data: { diagnostics },
    });
  }
  const warnings = relocateDiagnostics(local.value.warnings, root, io.cwd);
  if (warnings.length > 0) print.note(formatDiagnostics(warnings, print.colors));
  const { remote, registry } = await chooseRemote(invocation);
  const published = await withTemporaryFolder((temporary) =>
    publishPackage(toGitContext(remote, temporary, io.signal), {
      remote: remote.url,
      package: local.value,
      tag: args.flag('tag'),
      dryRun: args.flag('dry-run'),
    }),
  );
  const changes = relocateDiagnostics(published.warnings ?? [], path, io.cwd);
  if (changes.length > 0) print.note(formatDiagnostics(changes, print.colors));
  const { app, digest } = local.value;
  const document = {
    application: app.id,
    version: app.version,
    digest,
    registry,
    ...published,
    warnings: [...warnings, ...changes],
  };
  print.result(document, (colors) => formatPublished(document, colors));
  return 0;
}

async function chooseRemote(invocation: Invocation): Promise<{ remote: Remote; registry: string }> {
  const url = invocation.args.text('remote');
  if (url !== undefined) return { remote: openNamedRemote(invocation, url), registry: url };
  const repository = await invocation.settings.registry();
  if ((await invocation.settings.token()) === undefined) {
    throw new ColoError(
      'CLI_TOKEN_MISSING',
      `publishing to ${formatRepositoryName(repository)} needs a token`,
    );
  }
  return {
    remote: await openRemote(invocation, repository, 'write'),
    registry: formatRepositoryName(repository),
  };
}
