import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import type { RepoReader } from '@colo/schemas/tree';
import { type RegistryPackage, validateRegistryTree } from '@colo/schemas/validate/registry';
import type { Repository } from '../ports/repository.ts';
import type { StatusState } from '../ports/statuses.ts';
import { checkPublication } from '../registry/check-publication.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import type { Engine } from './engine.ts';
import { keepStatus } from './keep-status.ts';

/** Context of the status that CO sets on commits of a registry, and on the heads of pull requests to it. */
export const packageStatus = 'colo/package';

/** What became of the packages at the head of a registry. */
interface RegistryState {
  /** `<id> <version>` that this commit publishes. */
  readonly published: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Brings a registry to where it should be: every valid package at the head of its branch has its tag, and the commit has
 * the `colo/package` status. A published version is immutable, and an id belongs to the folder that first published it.
 *
 * @param since what was read from the registry after this moment is good enough
 */
export async function convergeRegistry(engine: Engine, name: string, since: number): Promise<void> {
  const repository = await engine.repositories.open(name);
  const { git } = repository;
  await git.update(since);
  const head = await git.readBranch(engine.registries.get(name) ?? repository.defaultBranch);
  if (head === undefined) return;
  const seen = `${head} ${(await git.listTags('')).join(' ')}`;
  if (engine.checked.get(name) === seen) return;
  const tree = git.openTree(head);
  try {
    const { diagnostics, packages } = await validateRegistryTree(tree);
    const faults = diagnostics.filter(({ severity }) => severity === 'error').map(describeFault);
    const published: string[] = [];
    for (const found of packages) {
      const result = await publish(repository, head, tree, found);
      if (result.kind === 'fault') faults.push(result.message);
      if (result.kind !== 'published') continue;
      const { id, version } = found.package;
      published.push(`${id} ${version}`);
      if (result.isNew) engine.log.info({ registry: name, id, version, commit: head }, 'Version published');
    }
    const state = { published: published.sort(), faults };
    await keepStatus(repository, head, { context: packageStatus, ...describeState(state) });
    await git.update();
    engine.checked.set(name, `${head} ${(await git.listTags('')).join(' ')}`);
  } finally {
    await tree.close();
  }
}

type PublishResult =
  /** The tag points at this commit. */
  | { readonly kind: 'published'; readonly isNew: boolean }
  /** The same content has its tag on an earlier commit. */
  | { readonly kind: 'known' }
  | { readonly kind: 'fault'; readonly message: string };

async function publish(
  repository: Repository,
  head: string,
  tree: RepoReader,
  found: RegistryPackage,
): Promise<PublishResult> {
  const check = async (): Promise<PublishResult | { readonly kind: 'new'; readonly tag: string }> => {
    const { tag, commit, diagnostics } = await checkPublication(repository.git, tree, found, head);
    const refused = diagnostics.find(({ severity }) => severity === 'error');
    if (refused !== undefined) return { kind: 'fault', message: describeFault(refused) };
    if (commit === undefined) return { kind: 'new', tag };
    return commit === head ? { kind: 'published', isNew: false } : { kind: 'known' };
  };
  const result = await check();
  if (result.kind !== 'new') return result;
  if (await repository.refs.createTag(result.tag, head)) return { kind: 'published', isNew: true };
  // Somebody else was quicker: what they published counts.
  await repository.git.update();
  const again = await check();
  if (again.kind !== 'new') return again;
  throw new ColoError('GITHUB_CONFLICT', `The tag ${result.tag} of ${repository.name} came and went.`);
}

function describeState({ published, faults }: RegistryState): {
  readonly state: StatusState;
  readonly description: string;
} {
  const [first] = faults;
  if (first !== undefined) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    return { state: 'failure', description: truncateDescription(`${first}${more}`) };
  }
  const text = published.length === 0 ? 'no new package' : `published ${published.join(', ')}`;
  return { state: 'success', description: truncateDescription(text) };
}

function describeFault({ file, line, code, message }: Diagnostic): string {
  return `${file}:${line}: ${code}: ${message}`;
}
