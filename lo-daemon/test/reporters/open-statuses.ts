import { join } from 'node:path';
import type { Test } from 'tap';
import { createLogger } from '../../src/daemon/logger.ts';
import { Outbox } from '../../src/report/outbox.ts';
import { OutboxSender } from '../../src/report/outbox-sender.ts';
import type { ReportContent } from '../../src/report/report.ts';
import { GithubStatusSender } from '../../src/reporters/github-status/github-status-sender.ts';
import { GithubStatuses } from '../../src/reporters/github-status/github-statuses.ts';
import { githubBudget } from '../../src/reporters/github-status/status-budget.ts';
import { AppendLog } from '../../src/store/append-log.ts';
import { startInfraForge } from '../infra-forge.ts';
import { makeCommit } from './make-commit.ts';

const VARIABLE = 'LO_TEST_BUDGET_TOKEN';
export const CONTEXT = 'lo/berlin/edge-01/hello';

/** An outbox whose reports go to a forge, all by one clock that the test moves. */
export async function openStatuses(t: Test) {
  let elapsed = 0;
  const server = await startInfraForge(t, undefined, { now: () => new Date(Date.UTC(2026, 0, 1) + elapsed) });
  process.env[VARIABLE] = server.token;
  t.teardown(() => delete process.env[VARIABLE]);
  const commit = await makeCommit(server.infra.path);
  const file = join(t.testdir(), 'reports.jsonl');
  const logged: string[] = [];
  const settings = {
    apiUrl: server.forge.url,
    owner: 'acme',
    repo: 'infra',
    credential: { environment: VARIABLE },
    targetUrl: undefined,
  };
  /** LO as it is after a start. */
  async function start(budget = githubBudget) {
    const log = new AppendLog(file);
    t.teardown(() => log.close());
    const outbox = new Outbox(log);
    await outbox.load();
    // Each process counts from a start of its own.
    const startedAt = elapsed;
    const now = () => elapsed - startedAt;
    const sender = new OutboxSender({
      name: 'github-status-0',
      outbox,
      sender: new GithubStatusSender({ statuses: new GithubStatuses(settings), budget, now }),
      backoff: { initialMs: 10, maxMs: 20 },
      log: createLogger('debug', (line) => logged.push(line)),
      now,
    });
    return { outbox, sender };
  }
  function content(state: ReportContent['state'], description: string, context = CONTEXT): ReportContent {
    return { commit, context, state, description };
  }
  return {
    ...server,
    commit,
    logged,
    start,
    content,
    pass: (milliseconds: number) => {
      elapsed += milliseconds;
    },
    read: async (context = CONTEXT) =>
      (await server.listStatuses(commit)).filter((status) => status.context === context),
  };
}
