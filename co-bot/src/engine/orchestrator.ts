import { readBranchName } from '../change/change-id.ts';
import type { Issue } from '../ports/issues.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import { listCommandSources, parseSource } from './command-source.ts';
import { convergeChange } from './converge-change.ts';
import { convergeRegistry } from './converge-registry.ts';
import { convergeThread } from './converge-thread.ts';
import type { Engine } from './engine.ts';
import { listSweptCommits } from './list-swept-commits.ts';
import { chooseSince, type Session, withSession } from './open-session.ts';
import { proposeUpdates } from './propose-updates.ts';
import { recordStatuses } from './record-statuses.ts';
import { validatePull } from './validate-pull.ts';
import { validateRegistryPull } from './validate-registry-pull.ts';

/**
 * What webhooks and the sweep may ask for. Every method only notes a key; the work reads the present state and converges
 * it. All work on one infra repo runs in one lane.
 */
export interface Orchestrator {
  threadChanged(repository: string, number: number): void;
  pullChanged(repository: string, number: number, branch: string): void;
  branchMoved(repository: string, branch: string): void;
  statusSet(repository: string, commit: string): void;
  /** Everything: what a lost webhook would have told. */
  sweep(): void;
}

interface OrchestratorOptions {
  readonly engine: Engine;
  readonly queue: KeyedQueue;
  /** Milliseconds in which reports gather into one commit. */
  readonly eventBatchMs: number;
}

/** Ties keys to the steps of the engine. */
export function createOrchestrator({ engine, queue, eventBatchMs }: OrchestratorOptions): Orchestrator {
  const reported = new Map<string, Set<string>>();
  const watchers = new Map<string, ReadonlySet<string>>();
  const sweeps = new Map<string, number>();
  // Pull requests that need no more work; a sweep passes them over. After a restart each is looked at once.
  const done = new Set<string>();

  function enqueue(
    repository: string,
    key: string,
    run: (session: Session) => Promise<void>,
    delayMs = 0,
  ): void {
    const work = {
      key: `${repository} ${key}`,
      lane: repository,
      run: (asked: number) => withSession(engine, repository, asked, run),
    };
    queue.enqueue(work, delayMs);
  }

  function thread(repository: string, number: number): void {
    enqueue(repository, `thread ${number}`, async (session) => {
      const { sites, again, over } = await convergeThread(session, number);
      for (const each of over) done.add(`${repository} ${each}`);
      watch(`${repository} thread ${number}`, sites);
      if (again) thread(repository, number);
    });
  }

  function pull(repository: string, number: number): void {
    enqueue(repository, `pull ${number}`, async (session) => {
      await followUpdate(session, number);
      await validatePull(session, number);
    });
  }

  /** Update pull requests have no issue: their own conversation is their thread. */
  async function followUpdate(session: Session, number: number): Promise<void> {
    const { name, pulls, issues, bot } = session.repository;
    const found = await pulls.getPull(number);
    const change = found === undefined ? undefined : readBranchName(found.headRef);
    if (found === undefined || change === undefined || change.thread !== undefined) return;
    if (found.author.id !== bot.id || found.isFork) return;
    const comments = await issues.listComments(number);
    const state = await convergeChange(session, { id: change.id, thread: number, pull: found, comments });
    if (state.state === 'finished' || state.state === 'given-up') done.add(`${name} ${number}`);
    watch(`${name} pull ${number}`, state.state === 'finished' ? [] : state.sites);
  }

  function watch(key: string, sites: readonly string[]): void {
    if (sites.length === 0) watchers.delete(key);
    else watchers.set(key, new Set(sites));
  }

  function wakeWatchers(repository: string, sites: readonly string[]): void {
    for (const [key, watched] of watchers) {
      const [name, kind, number] = key.split(' ');
      if (name !== repository || !sites.some((site) => watched.has(site))) continue;
      if (kind === 'thread') thread(repository, Number(number));
      else pull(repository, Number(number));
    }
  }

  function record(repository: string): void {
    const run = async (session: Session) => {
      const commits = reported.get(repository) ?? new Set<string>();
      // Taken out first: a report that comes while the statuses are read notes its commit once more.
      const taken = [...commits];
      commits.clear();
      try {
        wakeWatchers(repository, await recordStatuses(session, taken));
      } catch (error) {
        for (const commit of taken) commits.add(commit);
        throw error;
      }
    };
    enqueue(repository, 'events', run, eventBatchMs);
  }

  function note(repository: string, commits: readonly string[]): void {
    const known = reported.get(repository) ?? new Set<string>();
    for (const commit of commits) known.add(commit);
    reported.set(repository, known);
    if (known.size > 0) record(repository);
  }

  function base(repository: string): void {
    enqueue(repository, 'base', async (session) => {
      for (const found of await session.repository.pulls.listOpenPulls()) {
        const change = readBranchName(found.headRef);
        if (change?.thread !== undefined && !found.isFork) thread(repository, change.thread);
        pull(repository, found.number);
      }
      for (const key of watchers.keys()) {
        const [name, kind, number] = key.split(' ');
        if (name !== repository) continue;
        if (kind === 'thread') thread(repository, Number(number));
        else pull(repository, Number(number));
      }
      await proposeUpdates(session);
    });
  }

  function registry(name: string): void {
    queue.enqueue({
      key: `${name} registry`,
      lane: name,
      run: async (asked) => {
        try {
          await convergeRegistry(engine, name, chooseSince(asked));
        } finally {
          registryPulls(name);
        }
        for (const infra of engine.infra) updates(infra);
      },
    });
  }

  /** Open pull requests of a registry: what they would publish is compared with what is published now. */
  function registryPulls(name: string): void {
    queue.enqueue({
      key: `${name} registry pulls`,
      lane: name,
      run: async () => {
        const { pulls } = await engine.repositories.open(name);
        for (const { number } of await pulls.listOpenPulls()) registryPull(name, number);
      },
    });
  }

  function registryPull(name: string, number: number): void {
    queue.enqueue({
      // Apart from that of an infra repo, which may be the same repo.
      key: `${name} registry pull ${number}`,
      lane: name,
      run: (asked) => validateRegistryPull(engine, name, number, chooseSince(asked)),
    });
  }

  function updates(repository: string): void {
    enqueue(repository, 'updates', async (session) => {
      await proposeUpdates(session);
    });
  }

  function sweepRepository(repository: string): void {
    enqueue(repository, 'sweep', async (session) => {
      const { issues, pulls } = session.repository;
      const count = sweeps.get(repository) ?? 0;
      sweeps.set(repository, count + 1);
      const since = new Date(engine.clock.now().getTime() - engine.commandMaxAgeSeconds * 1_000);
      const asking = (await issues.listOpenIssues()).filter(holdsCommand).map(({ number }) => number);
      for (const number of new Set([...asking, ...(await issues.listCommentedSince(since))])) {
        thread(repository, number);
      }
      for (const found of await pulls.listRecentlyClosedPulls()) {
        const change = readBranchName(found.headRef);
        if (change === undefined || found.isFork || done.has(`${repository} ${found.number}`)) continue;
        if (change.thread === undefined) pull(repository, found.number);
        else thread(repository, change.thread);
      }
      base(repository);
      note(repository, await listSweptCommits(session, count));
      // Last: without a usable policy there is no registry, and all of the above still goes on.
      for (const { repository: name } of (await session.fleet()).policy.spec.registries) registry(name);
    });
  }

  return {
    threadChanged: (repository, number) => {
      if (engine.infra.includes(repository)) thread(repository, number);
    },
    pullChanged: (repository, number, branch) => {
      if (engine.registries.has(repository)) registryPull(repository, number);
      if (!engine.infra.includes(repository)) return;
      pull(repository, number);
      const change = readBranchName(branch);
      if (change?.thread !== undefined) thread(repository, change.thread);
    },
    branchMoved: (repository, branch) => {
      if (engine.registries.get(repository) === branch) registry(repository);
      if (!engine.infra.includes(repository)) return;
      enqueue(repository, `branch ${branch}`, async (session) => {
        if (branch === session.repository.defaultBranch) base(repository);
      });
    },
    statusSet: (repository, commit) => {
      if (engine.infra.includes(repository)) note(repository, [commit]);
    },
    sweep: () => {
      for (const repository of engine.infra) sweepRepository(repository);
    },
  };
}

function holdsCommand(issue: Issue): boolean {
  return listCommandSources(issue, []).some((source) => parseSource(source).kind !== 'none');
}
