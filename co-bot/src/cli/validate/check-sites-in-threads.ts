import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RepoReader } from '@colo/schemas/tree';
import {
  createSitesCheck,
  type SiteFiles,
  type SitesCheckOptions,
  type SitesReport,
} from '@colo/schemas/validate/infra';

/** What a thread is started with. */
export interface SitesThreadJob {
  readonly root: string;
  readonly options: SitesCheckOptions;
}

/** What a thread says of a share: what it found, or that it failed. */
export type SitesThreadAnswer = { readonly report: SitesReport } | { readonly failed: true };

export interface ThreadOptions {
  /** Fewer sites are checked here: a thread needs half a second to start. */
  readonly leastSites?: number;
  readonly threads?: number;
  /** Ends the check. */
  readonly signal?: AbortSignal;
}

const LEAST_SITES = 500;
/** Each holds colo and some documents in memory: 50 to 100 MB. */
const MOST_THREADS = 8;
/** Sites that a thread gets at once: few enough that all end at the same time, enough that handing over costs nothing. */
const SHARE = 50;

/**
 * Checks many sites of a folder in as many threads as the machine has processors, each of which reads the tree for itself.
 * Undefined where it is not worth it.
 */
export function createThreadedCheck(
  root: string,
  reader: RepoReader,
  {
    leastSites = LEAST_SITES,
    threads = Math.min(availableParallelism(), MOST_THREADS),
    signal,
  }: ThreadOptions = {},
): (sites: readonly SiteFiles[], options: SitesCheckOptions) => Promise<SitesReport> | undefined {
  return (sites, options) =>
    threads < 2 || sites.length < leastSites
      ? undefined
      : checkInThreads(sites, { root, options }, reader, { threads, signal });
}

async function checkInThreads(
  sites: readonly SiteFiles[],
  job: SitesThreadJob,
  reader: RepoReader,
  { threads, signal }: { readonly threads: number; readonly signal: AbortSignal | undefined },
): Promise<SitesReport> {
  const shares = Array.from({ length: Math.ceil(sites.length / SHARE) }, (_, index) =>
    sites.slice(index * SHARE, (index + 1) * SHARE),
  );
  const reports: SitesReport[] = [];
  const unchecked: (readonly SiteFiles[])[] = [];
  const waiting = shares.values();
  await Promise.all(
    Array.from({ length: Math.min(threads, shares.length) }, () =>
      runThread(startThread(job, signal), waiting, reports, unchecked),
    ),
  );
  signal?.throwIfAborted();
  if (unchecked.length > 0) {
    // What a thread failed at is done here: either it works, or it fails as it does without threads.
    const check = await createSitesCheck(reader, job.options);
    for (const share of unchecked) reports.push(await check(share));
  }
  return {
    diagnostics: reports.flatMap((report) => report.diagnostics),
    used: [...new Set(reports.flatMap((report) => report.used))],
  };
}

/** One thread, which takes shares until none is left. */
async function runThread(
  thread: SitesThread,
  waiting: Iterator<readonly SiteFiles[]>,
  reports: SitesReport[],
  unchecked: (readonly SiteFiles[])[],
): Promise<void> {
  try {
    for (let share = waiting.next(); share.done !== true; share = waiting.next()) {
      const answer = await thread.ask(share.value);
      if ('report' in answer) {
        reports.push(answer.report);
      } else {
        unchecked.push(share.value);
        return;
      }
    }
  } finally {
    await thread.stop();
  }
}

interface SitesThread {
  ask(share: readonly SiteFiles[]): Promise<SitesThreadAnswer>;
  stop(): Promise<unknown>;
}

function startThread(job: SitesThreadJob, signal: AbortSignal | undefined): SitesThread {
  // What node itself was started with (a debugger, a test runner's loader) is not for the threads.
  const worker = new Worker(new URL('./sites-thread.js', import.meta.url), { workerData: job, execArgv: [] });
  let isOver = false;
  let settle: (answer: SitesThreadAnswer) => void = () => undefined;
  function giveUp(): void {
    isOver = true;
    settle({ failed: true });
  }
  worker.on('message', (answer: SitesThreadAnswer) => settle(answer));
  // It could not start, or ran out of memory.
  worker.on('error', giveUp).on('exit', giveUp);
  signal?.addEventListener('abort', giveUp);
  return {
    ask: (share: readonly SiteFiles[]) =>
      new Promise<SitesThreadAnswer>((resolve) => {
        settle = resolve;
        if (isOver) giveUp();
        else worker.postMessage(share);
      }),
    stop() {
      signal?.removeEventListener('abort', giveUp);
      return worker.terminate();
    },
  };
}
