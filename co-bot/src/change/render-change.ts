import { listPlannedData, type WrittenData } from '@colo/schemas/data';
import { formatDiagnostic } from '@colo/schemas/diagnostics';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { writeDocument } from '@colo/schemas/documents/write';
import { ColoError, isColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import { computePlan } from '@colo/schemas/plan';
import { resolveHosts } from '@colo/schemas/resolve';
import type { FileChange } from '../ports/commit-writer.ts';
import { type LoadedPackage, loadPinnedPackage } from '../registry/load-package.ts';
import type { ChangeRequest } from './change-request.ts';
import { chooseTargets } from './choose-targets.ts';
import { comparePackages, listPackageRefs, type PackageRef } from './compare-packages.ts';
import { createPackageLibrary, type PackageLibrary } from './package-library.ts';
import { desiredStatePath, sitesFolder } from './paths.ts';
import type { Fleet } from './read-fleet.ts';
import { readSiteDesired, readSiteEvent } from './read-site-state.ts';
import type { RenderContext } from './render-context.ts';
import { renderSite } from './render-site.ts';
import type { PackageDiff, Refusal, RenderedChange, SiteChange } from './rendered-change.ts';

interface Draft {
  readonly site: string;
  readonly before: DesiredState | undefined;
  readonly after: DesiredState;
}

/**
 * What a request comes to on a base: new desired states, packages to copy in, and the plan; or every reason why not.
 * The same request on the same base gives the same bytes. Nothing is written.
 */
export async function renderChange(
  request: ChangeRequest,
  fleet: Fleet,
  context: RenderContext,
): Promise<RenderedChange> {
  try {
    return await render(request, fleet, context);
  } catch (error) {
    if (isColoError(error) && error.kind === 'terminal')
      return { kind: 'refused', refusals: [toRefusal(error)] };
    throw error;
  }
}

async function render(request: ChangeRequest, fleet: Fleet, context: RenderContext): Promise<RenderedChange> {
  const library = createPackageLibrary(context.base, context.baseCommit, context.git);
  const loaded = await loadRequested(request, fleet, context, library);
  const targets = await chooseTargets(request, fleet, context);
  const drafts: Draft[] = [];
  const refusals: Refusal[] = [];
  const warnings: string[] = (loaded?.warnings ?? []).map(formatDiagnostic);
  for (const target of targets) {
    const site = target.site.metadata.name;
    const before = await readSiteDesired(context.base, site);
    const rendered = await renderSite({ request, target, current: before, fleet, loaded, context });
    if (rendered.ok) {
      warnings.push(...rendered.warnings);
      if (rendered.changed) drafts.push({ site, before, after: rendered.desired });
    } else refusals.push(...rendered.errors.map((error) => ({ site, ...toRefusal(error) })));
  }
  if (refusals.length > 0) return { kind: 'refused', refusals };
  if (drafts.length === 0) return { kind: 'unchanged', sites: targets.length, warnings };
  const sites: SiteChange[] = [];
  const known = new Map<string, readonly WrittenData[]>();
  for (const draft of drafts) sites.push(await planSite(draft, library, context, known));
  return {
    kind: 'rendered',
    sites,
    packages: await diffPackages(drafts, library),
    files: listFiles(drafts, library),
    warnings,
  };
}

async function loadRequested(
  request: ChangeRequest,
  fleet: Fleet,
  context: RenderContext,
  library: PackageLibrary,
): Promise<LoadedPackage | undefined> {
  if (request.verb !== 'deploy' && request.verb !== 'update') return undefined;
  const { application, source } = request;
  if (!fleet.policy.spec.registries.some(({ repository }) => repository === source.repository)) {
    throw new ColoError('CO_REQUEST_REFUSED', `colo.yaml does not allow packages from ${source.repository}.`);
  }
  const registry = await context.openRegistry(source.repository);
  const tree = registry.git.openTree(source.commit);
  try {
    const loaded = await loadPinnedPackage(tree, source, fleet.policy.spec.packages ?? {});
    await library.add(application, loaded, async (path) => {
      return (await tree.read(`${source.path}/${path}`)) ?? new Uint8Array();
    });
    return loaded;
  } finally {
    await tree.close();
  }
}

async function planSite(
  draft: Draft,
  library: PackageLibrary,
  context: RenderContext,
  known: Map<string, readonly WrittenData[]>,
): Promise<SiteChange> {
  const { site, before, after } = draft;
  const contents = new Map<string, PackageContent>();
  for (const { application, digest } of [...listPackageRefs(before), ...listPackageRefs(after)]) {
    contents.set(digest, await library.read(application, digest));
  }
  const event = await readSiteEvent(context.events, site);
  const history = await context.git.readHistory(context.baseCommit, sitesFolder);
  const baseCommit = history.get(desiredStatePath(site))?.[0];
  const resolved = resolveHosts(after, contents);
  const plan = computePlan({
    site,
    before: before === undefined ? [] : resolveHosts(before, contents),
    after: resolved,
    ...(event === undefined ? {} : { event }),
    ...(baseCommit === undefined ? {} : { baseCommit }),
  });
  const data = listPlannedData({ plan, after: resolved, packages: contents, known });
  return { site, before, after, plan, data };
}

function listFiles(drafts: readonly Draft[], library: PackageLibrary): readonly FileChange[] {
  const encoder = new TextEncoder();
  const files = new Map<string, FileChange>();
  for (const { site, after } of drafts) {
    const path = desiredStatePath(site);
    files.set(path, { path, mode: '100644', content: encoder.encode(writeDocument(after)) });
    for (const { application, digest } of listPackageRefs(after)) {
      for (const copy of library.listCopies(application, digest)) files.set(copy.path, copy);
    }
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Each new package of the change against each one that it takes the place of, once. */
async function diffPackages(
  drafts: readonly Draft[],
  library: PackageLibrary,
): Promise<readonly PackageDiff[]> {
  const diffs = new Map<string, PackageDiff>();
  for (const { before, after } of drafts) {
    const known = new Set(listPackageRefs(before).map(({ digest }) => digest));
    for (const to of listPackageRefs(after)) {
      if (known.has(to.digest)) continue;
      const old = listPackageRefs(before).filter(({ application }) => application === to.application);
      const froms: readonly (PackageRef | undefined)[] = old.length === 0 ? [undefined] : old;
      for (const from of froms) {
        const key = `${from?.digest ?? ''} ${to.digest}`;
        if (diffs.has(key)) continue;
        const content = await library.read(to.application, to.digest);
        const earlier =
          from === undefined
            ? undefined
            : { ref: from, content: await library.read(from.application, from.digest) };
        diffs.set(key, comparePackages(earlier, { ref: to, content }));
      }
    }
  }
  return [...diffs.values()];
}

function toRefusal(error: ColoError): Refusal {
  return { code: error.code, message: error.message, fix: error.fix };
}
