import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
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
  /** What was read from the forge after this moment is good enough (milliseconds of the monotonic clock). */
  readonly since: number;
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
  /** Fetches, and says whether the default branch is no longer at `head`. */
  isBehind(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Reads the present state of an infra repo.
 *
 * @throws ColoError CO_POLICY_UNUSABLE when its default branch is empty
 */
async function openSession(engine: Engine, name: string, since: number): Promise<Session> {
  const repository = await engine.repositories.open(name);
  const { git, defaultBranch } = repository;
  await git.update(since);
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
    since,
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
      openRegistry: (registry) => openRegistry(engine, registry, since),
    }),
    isBehind: async () => {
      await git.update();
      return (await git.readBranch(defaultBranch)) !== head;
    },
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

/** A registry with its tags, as of `since` or later. */
export async function openRegistry(engine: Engine, name: string, since: number): Promise<RegistrySource> {
  const { git } = await engine.repositories.open(name);
  await git.update(since);
  return { name, git };
}

/** Milliseconds for which a fetch may serve the steps that follow it. */
const FRESH_MS = 10_000;

/**
 * How old what a step reads may be: as old as the hint that asked for it, since the hint tells what happened before it.
 * The steps of one sweep so share one fetch; that a long row of them does not work on the past, there is a bound.
 *
 * @param asked when the step was asked for last
 */
export function chooseSince(asked: number): number {
  return Math.max(asked, performance.now() - FRESH_MS);
}

/** Runs a step that was asked for at `asked` with a session, and closes it. */
export async function withSession<Result>(
  engine: Engine,
  name: string,
  asked: number,
  step: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(engine, name, chooseSince(asked));
  try {
    return await step(session);
  } finally {
    await session.close();
  }
}

/**
 * For a step that met something newer than what its session read, such as a merge of just now.
 *
 * @throws ColoError GITHUB_CONFLICT when the default branch did move: do it again with a new session
 */
export async function assertCurrent(session: Session): Promise<void> {
  if (!(await session.isBehind())) return;
  throw new ColoError('GITHUB_CONFLICT', `${session.repository.defaultBranch} moved while it was read.`);
}
