import type { Diagnostic } from '@colo/schemas/diagnostics';
import { type AppPackage, readPackage } from '@colo/schemas/margo/package';
import { sortVersions } from '../../fleet/pick-version.ts';
import { type Registry, withRegistry } from '../../fleet/with-registry.ts';
import { countOf, formatDiagnostics } from '../../output/format-diagnostics.ts';
import { formatTable } from '../../output/format-table.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runListApps(invocation: Invocation): Promise<ExitCode> {
  const { print } = invocation;
  await withRegistry(invocation, async (registry) => {
    const { applications, problems } = await readApplications(registry);
    print.note(formatDiagnostics(problems, print.colors));
    print.result({ registry: registry.name, applications, problems }, () => formatApplications(applications));
  });
  return 0;
}

interface ApplicationSummary {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** On the default branch. */
  readonly version: string;
  /** That version is not tagged so far. */
  readonly waiting: boolean;
  /** Tagged, highest first. */
  readonly versions: readonly string[];
  readonly types: readonly string[];
}

async function readApplications(registry: Registry) {
  const applications: ApplicationSummary[] = [];
  const problems: Diagnostic[] = [];
  const { tree } = registry;
  if (tree === undefined) return { applications, problems };
  const isDescription = (path: string): boolean => /^apps\/.+\/margo\.yaml$/.test(path);
  await tree.preload(isDescription);
  for (const { path } of await tree.list('apps')) {
    const bytes = isDescription(path) ? await tree.read(path) : undefined;
    if (bytes === undefined) continue;
    const read = readPackage(new TextDecoder().decode(bytes), { file: path });
    if (read.ok) applications.push(summarize(read.value, path, registry));
    else problems.push(...read.diagnostics);
  }
  return { applications, problems };
}

function summarize(app: AppPackage, file: string, registry: Registry): ApplicationSummary {
  const versions = sortVersions(registry.tags.filter((tag) => tag.application === app.id)).map(
    (tag) => tag.version,
  );
  return {
    id: app.id,
    name: app.name,
    path: file.slice(0, -'/margo.yaml'.length),
    version: app.version,
    waiting: !versions.includes(app.version),
    versions,
    types: [...new Set(app.profiles.map((profile) => profile.type))],
  };
}

function formatApplications(applications: readonly ApplicationSummary[]): string {
  if (applications.length === 0) return 'no applications';
  const rows = applications.map((app) => [
    app.id,
    app.versions[0] ?? '-',
    app.waiting ? `${app.version} (waiting for its tag)` : '-',
    app.types.join(' '),
    app.versions.slice(1, 6).join(' ') || '-',
  ]);
  const table = formatTable(['APPLICATION', 'LATEST', 'WAITING', 'TYPES', 'EARLIER'], rows);
  return `${table}\n${countOf(applications.length, 'application')}`;
}
