import {
  type Diagnostic,
  digestPackage,
  loadPackageContent,
  type RegistryPackage,
  type RepoReader,
  validateRegistryTree,
} from '@colo/schemas';
import type { Repository } from '../ports/repository.ts';
import type { StatusState } from '../ports/statuses.ts';
import { readPackageName } from '../registry/find-package.ts';
import { formatTag, isTaggable, listVersions } from '../registry/tag-names.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import { checkEarlierVersion } from './check-earlier-version.ts';
import type { Engine } from './engine.ts';
import { keepStatus } from './keep-status.ts';

/** Context of the status that CO sets on commits of a registry. */
const packageStatus = 'colo/package';

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
  const { git, refs } = repository;
  const { id, version } = found.package;
  if (!isTaggable(version)) return { kind: 'fault', message: `${id}: version ${version} cannot be a tag` };
  const owner = await findOwner(repository, id);
  if (owner !== undefined && owner !== found.path) {
    return { kind: 'fault', message: `${id} belongs to ${owner}, not to ${found.path}` };
  }
  const tag = formatTag(id, version);
  let commit = await git.readTag(tag);
  if (commit === undefined) {
    const changes = await checkEarlierVersion(repository, tree, found.package, found.path);
    const refused = changes.find(({ severity }) => severity === 'error');
    if (refused !== undefined) return { kind: 'fault', message: describeFault(refused) };
    if (await refs.createTag(tag, head)) return { kind: 'published', isNew: true };
    await git.update();
    commit = await git.readTag(tag);
  }
  if (commit === head) return { kind: 'published', isNew: false };
  const same = commit !== undefined && (await readDigest(repository, commit, found.path)) === found.digest;
  return same
    ? { kind: 'known' }
    : { kind: 'fault', message: `${id} ${version} is published with other content; raise the version` };
}

/** The folder that published an id: that of its versions, which are all the same by this very rule. */
async function findOwner({ git }: Repository, id: string): Promise<string | undefined> {
  const [version] = listVersions(id, await git.listTags(`${id}@`)).slice(-1);
  const commit = version === undefined ? undefined : await git.readTag(formatTag(id, version));
  if (commit === undefined) return undefined;
  const tree = git.openTree(commit);
  try {
    for (const { path } of await tree.list('apps')) {
      if (!path.endsWith('/margo.yaml')) continue;
      const folder = path.slice(0, -'/margo.yaml'.length);
      if ((await readPackageName(tree, folder))?.id === id) return folder;
    }
    return undefined;
  } finally {
    await tree.close();
  }
}

async function readDigest({ git }: Repository, commit: string, folder: string): Promise<string | undefined> {
  const tree = git.openTree(commit);
  try {
    const loaded = await loadPackageContent(tree, folder);
    return loaded.ok ? digestPackage(loaded.value.files) : undefined;
  } finally {
    await tree.close();
  }
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
