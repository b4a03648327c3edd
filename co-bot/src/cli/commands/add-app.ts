import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas';
import { formatRepositoryName } from '../config/repository-name.ts';
import { openNamedRemote, openRemote, type Remote, toGitContext } from '../git/open-remote.ts';
import { withTemporaryFolder } from '../git/with-temporary-folder.ts';
import { formatCounts, formatDiagnostics, formatHint } from '../output/format-diagnostics.ts';
import { formatPublished } from '../output/format-published.ts';
import type { CommandDefinition } from '../program/command-definition.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import type { Invocation } from '../program/invocation.ts';
import { findPackageRoot } from '../publish/open-package-source.ts';
import { publishPackage } from '../publish/publish-package.ts';
import { readLocalPackage } from '../publish/read-local-package.ts';
import { relocateDiagnostics } from '../validate/relocate-diagnostics.ts';

export const addApp: CommandDefinition = {
  words: ['add', 'app'],
  summary: 'check a package and publish it to the app registry',
  description:
    'Checks the Margo package in DIR (margo.yaml and the files beside it) and pushes it to the app registry as apps/<id>. ' +
    'DIR may be an archive too (.tar.gz, .tgz, .tar) with margo.yaml at its top or in its only folder: its files are published. ' +
    'A published version never changes: other content under the same id and version is refused. ' +
    'The same content again is no error and changes nothing. Needs git, and a token with contents:write on the registry.',
  arguments: [{ syntax: '<dir>', description: 'folder of the package, or an archive of it' }],
  options: [
    { flags: '--tag', description: 'tag <id>@<version> as well, where no CO does it' },
    { flags: '--dry-run', description: 'check everything, push nothing' },
    {
      flags: '--remote <git-url>',
      description: "push to this Git address with git's own credentials, without the API",
    },
  ],
  examples: [
    { command: 'co add app ./hello-world', says: 'publish the package in ./hello-world' },
    { command: 'co add app ./hello-world --dry-run', says: 'only say what would happen' },
    {
      command: 'co add app ./hello-world --remote /srv/git/apps.git --tag',
      says: 'publish to a bare repo, without CO',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: outcome (published, already-published, would-publish), application, version, digest, path, commit, tag, tagged',
  run: runAddApp,
};

async function runAddApp(invocation: Invocation): Promise<ExitCode> {
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
