import { type Diagnostic, sortDiagnostics } from '@colo/schemas/diagnostics';
import { type RegistryPackage, validateRegistryTree } from '@colo/schemas/validate/registry';
import { appsFolder } from '../change/paths.ts';
import { MAX_BODY_CHARACTERS } from '../github/github-limits.ts';
import type { Repository } from '../ports/repository.ts';
import { checkPublication } from '../registry/check-publication.ts';
import { renderDiagnostics } from '../say/render-diagnostics.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import { packageStatus } from './converge-registry.ts';
import type { Engine } from './engine.ts';
import { refuseConflict, refuseFaults, type Verdict } from './pull-verdict.ts';
import { readPullHead } from './read-pull-head.ts';
import { sayVerdict } from './say-verdict.ts';

const check = {
  context: packageStatus,
  name: 'package',
  isOwn: (path: string) => path.startsWith(`${appsFolder}/`),
};

/**
 * Validates what merging a pull request would make of a registry's packages, and says so in the `colo/package` status on
 * its head, in one comment where something is to be read, and at the lines. Its content is data: nothing of it runs, forks
 * included. What was judged once is not judged again until the registry or the pull request moves.
 *
 * @param since what was read from the registry after this moment is good enough
 */
export async function validateRegistryPull(
  engine: Engine,
  name: string,
  number: number,
  since: number,
): Promise<void> {
  const repository = await engine.repositories.open(name);
  const branch = engine.registries.get(name) ?? repository.defaultBranch;
  const key = `${name} pull ${number}`;
  const pull = await repository.pulls.getPull(number);
  if (pull === undefined || !pull.isOpen || pull.baseRef !== branch) {
    engine.checked.delete(key);
    return;
  }
  const { git } = repository;
  await git.update(since);
  const base = await git.readBranch(branch);
  if (base === undefined) return;
  const seen = `${base} ${pull.headCommit} ${(await git.listTags('')).join(' ')}`;
  if (engine.checked.get(key) === seen) return;
  const head = await readPullHead(repository, pull);
  // The head moved after we asked for it: its own event brings us back.
  if (head === undefined || head !== pull.headCommit) return;
  // A commit of the branch has its status from what it publishes.
  if (await git.isAncestor(head, base)) return;
  const verdict = await judge(repository, { base, head, branch });
  await sayVerdict({ repository, log: engine.log, pull, check, verdict });
  engine.checked.set(key, seen);
}

interface Proposal {
  /** Head of the branch that publishes. */
  readonly base: string;
  readonly head: string;
  readonly branch: string;
}

async function judge(repository: Repository, { base, head, branch }: Proposal): Promise<Verdict> {
  const { git } = repository;
  const against = `checked against ${branch}@${base.slice(0, 10)}`;
  const merge = await git.mergeTrees(base, head);
  if (merge.kind === 'conflict') return refuseConflict(merge.paths, against);
  const changed = await git.listChangedPaths(base, merge.tree, [appsFolder]);
  if (changed.length === 0) return accept('touches no package', []);
  const tree = git.openTree(merge.tree);
  try {
    const { diagnostics, packages } = await validateRegistryTree(tree, { only: changed });
    const published: Diagnostic[] = [];
    const fresh: RegistryPackage[] = [];
    for (const each of packages) {
      const publication = await checkPublication(repository.git, tree, each);
      published.push(...publication.diagnostics);
      if (publication.commit === undefined) fresh.push(each);
    }
    // Whom an id belongs to is known better from what is published than from what else is in the tree.
    const isSaid = ({ code, file }: Diagnostic): boolean =>
      published.some((each) => each.code === code && each.file === file);
    const all = sortDiagnostics([...diagnostics.filter((each) => !isSaid(each)), ...published]);
    if (all.some(({ severity }) => severity === 'error')) {
      return await refuseFaults(packageStatus, all, { git, base, head, merged: merge.tree }, against);
    }
    return accept(`valid, ${describeFresh(fresh)}; ${against}`, all);
  } finally {
    await tree.close();
  }
}

function describeFresh(packages: readonly RegistryPackage[]): string {
  if (packages.length === 0) return 'no new package';
  return `publishes ${packages.map(({ package: { id, version } }) => `${id} ${version}`).join(', ')}`;
}

function accept(text: string, warnings: readonly Diagnostic[]): Verdict {
  const count = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  const list = renderDiagnostics(warnings, MAX_BODY_CHARACTERS - 1_000);
  return {
    status: { state: 'success', description: truncateDescription(text) },
    body: warnings.length === 0 ? undefined : `**\`${packageStatus}\`: ${count}**\n\n${list}`,
    faults: [],
  };
}
