import { ColoError, type DesiredState } from '@colo/schemas';
import { eventsBranch } from '../change/paths.ts';
import { type Fleet, readFleet } from '../change/read-fleet.ts';
import { readSiteDesired } from '../change/read-site-state.ts';
import type { RegistrySource, RenderContext } from '../change/render-context.ts';
import type { TreeReader } from '../ports/git-store.ts';
import type { Repository } from '../ports/repository.ts';
import type { Engine } from './engine.ts';

/** The present state of one infra repo, read once for one step of work. */
export interface Session {
  readonly engine: Engine;
  readonly repository: Repository;
  /** Head of the default branch. */
  readonly head: string;
  readonly tree: TreeReader;
  /** Head of the events branch. */
  readonly eventsHead: string | undefined;
  readonly events: TreeReader | undefined;
  /** Policy and inventory at `head`. */
  fleet(): Promise<Fleet>;
  /** A site's desired state at a commit; undefined where there is none that can be read. */
  desiredAt(commit: string, site: string): Promise<DesiredState | undefined>;
  renderContext(): RenderContext;
  close(): Promise<void>;
}

/**
 * Reads the present state of an infra repo.
 *
 * @throws ColoError CO_POLICY_UNUSABLE when its default branch is empty
 */
async function openSession(engine: Engine, name: string): Promise<Session> {
  const repository = await engine.repositories.open(name);
  const { git, defaultBranch } = repository;
  await git.update();
  const head = await git.readBranch(defaultBranch);
  if (head === undefined) {
    throw new ColoError('CO_POLICY_UNUSABLE', `The branch ${defaultBranch} of ${name} has no commit.`);
  }
  const trees = new Map<string, TreeReader>();
  const desired = new Map<string, Promise<DesiredState | undefined>>();
  let fleet: Promise<Fleet> | undefined;

  function treeAt(commit: string): TreeReader {
    const known = trees.get(commit);
    if (known !== undefined) return known;
    const opened = git.openTree(commit);
    trees.set(commit, opened);
    return opened;
  }

  const tree = treeAt(head);
  function desiredAt(commit: string, site: string): Promise<DesiredState | undefined> {
    const key = `${commit} ${site}`;
    const known = desired.get(key) ?? readOrNothing(engine, treeAt(commit), site);
    desired.set(key, known);
    return known;
  }

  const eventsHead = await git.readBranch(eventsBranch);
  const events = eventsHead === undefined ? undefined : treeAt(eventsHead);
  return {
    engine,
    repository,
    head,
    tree,
    eventsHead,
    events,
    fleet: () => {
      fleet ??= readFleet(tree).then((read) => {
        for (const { repository: registry, branch } of read.policy.spec.registries) {
          engine.registries.set(registry, branch ?? 'main');
        }
        return read;
      });
      return fleet;
    },
    desiredAt,
    renderContext: () => ({
      baseCommit: head,
      base: tree,
      git,
      events,
      desiredAt,
      openRegistry: (registry) => openRegistry(engine, registry),
    }),
    close: async () => {
      for (const opened of trees.values()) await opened.close();
    },
  };
}

async function readOrNothing(
  engine: Engine,
  tree: TreeReader,
  site: string,
): Promise<DesiredState | undefined> {
  try {
    return await readSiteDesired(tree, site);
  } catch (error) {
    if (!(error instanceof ColoError) || error.kind !== 'terminal') throw error;
    engine.log.info({ site, code: error.code }, 'A desired state in the history cannot be read');
    return undefined;
  }
}

/** A registry with its newest tags. */
export async function openRegistry(engine: Engine, name: string): Promise<RegistrySource> {
  const { git } = await engine.repositories.open(name);
  await git.update();
  return { name, git };
}

/** Runs a step with a session, and closes it. */
export async function withSession<Result>(
  engine: Engine,
  name: string,
  step: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(engine, name);
  try {
    return await step(session);
  } finally {
    await session.close();
  }
}
