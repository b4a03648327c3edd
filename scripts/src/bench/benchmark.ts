import type { Side } from './harness/side.ts';

/** Sides that do the same work, measured in turns. */
export interface Comparison {
  readonly title: string;
  /** colo's own way. */
  readonly ours: Side;
  /** What it is held against; empty where there is no peer, and the numbers stand alone. */
  readonly peers: readonly Side[];
  /** No round warms up: each run is a program of its own, from its start to its end. */
  readonly isCold?: boolean;
  /** Most counted rounds, where one takes a minute. */
  readonly mostRuns?: number;
  /** Makes a round ready for all sides; not measured. Round 0 warms up and is not counted. */
  beforeRound?(round: number): Promise<void>;
}

/** What a benchmark measures on this machine, once its data is there. */
export interface Measurable {
  readonly comparisons: readonly Comparison[];
  /** What the reader must know of this run: sizes, what was left out and why. */
  readonly notes: readonly string[];
}

/** A benchmark that cannot run here, and why. */
export interface Unavailable {
  readonly unavailable: string;
}

export interface BenchContext {
  /** A folder of this benchmark alone; removed after it. */
  readonly folder: string;
  /** Counted rounds. Round numbers go from 0 to this. */
  readonly runs: number;
  /** Sites of the fleet; the benchmark's own default when undefined. */
  readonly sites: number | undefined;
  /** Hosts to observe; the benchmark's own default when undefined. */
  readonly hosts: number | undefined;
  /** Registers what must be undone after the benchmark, newest first. */
  defer(cleanUp: () => Promise<void>): void;
}

/** One entry of the registry. All text is shown with the numbers. */
export interface Benchmark {
  readonly name: string;
  /** Which work is measured, and against what. */
  readonly compares: string;
  /** Why the comparison is fair, and to whom it is not. */
  readonly fair: string;
  open(context: BenchContext): Promise<Measurable | Unavailable>;
}
