import type { Commit, CommitReader } from './read-commits.ts';

/** Questions about history, answered from the commits themselves. Commits are named by their full ids. */
export interface CommitGraph {
  /** False also where one of them is not there. */
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** The best common ancestor, if there is one; of several the newest. */
  mergeBase(one: string, other: string): Promise<string | undefined>;
  /** Commits of `to` that are not in `from`, newest first. */
  listBetween(from: string, to: string): Promise<readonly Commit[]>;
}

// Which of two commits reaches another one.
const ONE = 1;
const OTHER = 2;
const BOTH = ONE | OTHER;

/** Commits to look at beyond the point where nothing seems to be left: somebody's clock may be wrong. Git does the same. */
const SLOP = 5;

interface Reached {
  readonly commit: Commit;
  by: number;
  /** When its turn came, from 0. */
  turn?: number;
}

export function createCommitGraph(commits: CommitReader): CommitGraph {
  /**
   * Walks back from two commits, newest first, and notes what each of them reaches, until both reach all that is left to
   * look at: below that nothing tells them apart.
   */
  async function walk(one: string, other: string): Promise<ReadonlyMap<string, Reached>> {
    const reached = new Map<string, Reached>();
    const waiting = createWaitingList();
    let [turn, slop, oldest] = [0, SLOP, Number.POSITIVE_INFINITY];
    for (const [id, by] of [[one, ONE] as const, [other, OTHER] as const]) await note(id, by);
    for (let next = waiting.take(); next !== undefined; next = waiting.take()) {
      next.turn ??= turn++;
      for (const parent of next.commit.parents) await note(parent, next.by);
      if (next.by !== BOTH) oldest = Math.min(oldest, next.commit.date);
      slop = waiting.isApart() || next.commit.date >= oldest ? SLOP : slop - 1;
      if (slop === 0) break;
    }
    return reached;

    async function note(id: string, by: number): Promise<void> {
      const known = reached.get(id);
      if (known === undefined) {
        const found = { commit: await commits.read(id), by };
        reached.set(id, found);
        waiting.add(found);
      } else if ((known.by | by) !== known.by) {
        waiting.remove(known);
        known.by |= by;
        waiting.add(known);
      }
    }
  }

  async function isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    for (const id of [ancestor, descendant]) if ((await commits.find(id)) === undefined) return false;
    return (await walk(descendant, ancestor)).get(ancestor)?.by === BOTH;
  }

  return {
    isAncestor,
    async mergeBase(one, other) {
      const common = [...(await walk(one, other)).values()].filter(({ by }) => by === BOTH);
      const worse = new Set(common.flatMap(({ commit }) => commit.parents));
      const best = common.map(({ commit }) => commit).filter(({ id }) => !worse.has(id));
      const kept: Commit[] = [];
      for (const candidate of best.sort((a, b) => b.date - a.date)) {
        const others = best.filter((each) => each !== candidate);
        const isWorse = await Promise.all(others.map(({ id }) => isAncestor(candidate.id, id)));
        if (!isWorse.includes(true)) kept.push(candidate);
      }
      return kept[0]?.id;
    },
    async listBetween(from, to) {
      const own = [...(await walk(to, from)).values()].filter(({ by }) => by === ONE);
      return own.sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)).map(({ commit }) => commit);
    },
  };
}

/** Commits to look at, newest first; of the same date, first come, first served. */
function createWaitingList() {
  const waiting: Reached[] = [];
  let apart = 0;
  return {
    add(item: Reached): void {
      let [low, high] = [0, waiting.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((waiting[middle]?.commit.date ?? 0) >= item.commit.date) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, item);
      if (item.by !== BOTH) apart += 1;
    },
    remove(item: Reached): void {
      const at = waiting.indexOf(item);
      if (at < 0) return;
      waiting.splice(at, 1);
      if (item.by !== BOTH) apart -= 1;
    },
    /** Whether one of them is not reached by both. */
    isApart: () => apart > 0,
    take(): Reached | undefined {
      const next = waiting.shift();
      if (next !== undefined && next.by !== BOTH) apart -= 1;
      return next;
    },
  };
}
