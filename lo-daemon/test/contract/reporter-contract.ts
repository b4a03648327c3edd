import { compileSchema } from '@colo/schemas/documents/schema';
import { isColoError } from '@colo/schemas/errors';
import type { Test } from 'tap';
import type { Report } from '../../src/report/report.ts';
import type { Reporter, ReportSender } from '../../src/reporters/reporter.ts';

/** An answer that the other side gives instead of taking a report. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The other side of a reporter that sends over a network. */
export interface OtherSide {
  /** The next report is answered so. */
  refuseNext(refusal: Refusal): void;
  /** The next report waits for its answer until it is given up. */
  stallNext(): void;
  /** From now on nobody answers. */
  vanish(): Promise<void>;
}

export interface ReporterStage {
  readonly sender: ReportSender;
  /** What stands at the other side about a context on a commit. */
  read(report: Report): Promise<{ readonly state: string; readonly description: string } | undefined>;
  /** Everything that the reporter logged or sent, and the secret that it must not hold. */
  readonly secret: string;
  readAll(): Promise<string>;
  /** Only where capabilities.remote is true. */
  readonly otherSide?: OtherSide;
}

export interface ReporterContract {
  readonly reporter: Reporter;
  open(t: Test): Promise<ReporterStage>;
  /** A commit that the other side knows, once it is open. */
  commit(): string;
}

const TRANSIENT: readonly (readonly [Refusal, number | null])[] = [
  [{ status: 408 }, null],
  [{ status: 500 }, null],
  [{ status: 502 }, null],
  [{ status: 503 }, null],
  [{ status: 429, headers: { 'retry-after': '7' } }, 7],
  [{ status: 403, headers: { 'retry-after': '11' } }, 11],
];
const TERMINAL: readonly Refusal[] = [{ status: 422 }];
/** What a credential or an address is at fault for. */
const NOT_ALLOWED: readonly Refusal[] = [{ status: 401 }, { status: 404 }];

/** Every reporter must pass this suite. */
export function testReporter(t: Test, contract: ReporterContract): void {
  const { reporter } = contract;
  const never = new AbortController().signal;
  function reportFor(changes: Partial<Report> = {}): Report {
    return {
      sequence: 1,
      commit: contract.commit(),
      context: 'lo/eu/berlin/edge-01/hello',
      state: 'success',
      description: 'installed 1.0 [0123456789ab]: 1 component',
      at: '2026-01-01T00:00:00.000Z',
      ...changes,
    };
  }

  t.test(`${reporter.id} describes itself`, async (t) => {
    t.match(reporter.id, /^[a-z][a-z0-9-]*$/);
    t.match(reporter.help, /\w.*\.$/);
    t.equal(compileSchema(reporter.configSchema)({ surprise: true }), false, 'an unknown key is refused');
    t.type(reporter.capabilities.remote, 'boolean');
  });

  t.test(`${reporter.id} delivers, and the same report twice changes nothing`, async (t) => {
    const stage = await contract.open(t);
    const pending = reportFor({ state: 'pending', description: 'pending 1.0: waiting' });
    const done = reportFor({ sequence: 2 });

    await stage.sender.send(pending, never);
    t.match(await stage.read(pending), { state: 'pending', description: pending.description });
    for (const _time of [1, 2]) {
      await stage.sender.send(done, never);
      t.match(await stage.read(done), { state: 'success', description: done.description });
    }
  });

  t.test(`${reporter.id} keeps secrets to itself`, async (t) => {
    const stage = await contract.open(t);
    await stage.sender.send(reportFor(), never);

    stage.otherSide?.refuseNext({ status: 500 });
    if (stage.otherSide !== undefined) {
      const error = await stage.sender.send(reportFor(), never).catch((caught: unknown) => caught);
      const said = `${JSON.stringify(error)} ${error instanceof Error ? `${error.message} ${error.stack}` : ''}`;
      t.notMatch(said, stage.secret, 'the error does not hold it');
    }

    t.not(stage.secret, '');
    t.notOk((await stage.readAll()).includes(stage.secret));
  });

  if (!reporter.capabilities.remote) return;

  t.test(`${reporter.id} tells what passes by from what is final`, async (t) => {
    const stage = await contract.open(t);
    for (const [refusal, retryAfterSeconds] of TRANSIENT) {
      stage.otherSide?.refuseNext(refusal);
      await t.rejects(
        stage.sender.send(reportFor(), never),
        { code: 'LO_REPORT_UNDELIVERED', kind: 'transient', data: { retryAfterSeconds } },
        `${refusal.status}`,
      );
    }
    for (const refusal of NOT_ALLOWED) {
      stage.otherSide?.refuseNext(refusal);
      await t.rejects(
        stage.sender.send(reportFor(), never),
        { code: 'LO_REPORT_NOT_ALLOWED', kind: 'transient' },
        `${refusal.status}`,
      );
    }
    for (const refusal of TERMINAL) {
      stage.otherSide?.refuseNext(refusal);
      await t.rejects(
        stage.sender.send(reportFor(), never),
        { code: 'LO_REPORT_REFUSED', kind: 'terminal' },
        `${refusal.status}`,
      );
    }
    await stage.sender.send(reportFor(), never);
    t.match(await stage.read(reportFor()), { state: 'success' }, 'and then all is well again');
    await stage.otherSide?.vanish();
    await t.rejects(stage.sender.send(reportFor(), never), { code: 'LO_REPORT_UNDELIVERED' });
  });

  t.test(`${reporter.id} gives up when it is told to`, async (t) => {
    const stage = await contract.open(t);
    const controller = new AbortController();
    stage.otherSide?.stallNext();

    const sending = stage.sender.send(reportFor(), controller.signal);
    controller.abort();

    const error = await sending.catch((caught: unknown) => caught);
    t.ok(isColoError(error) ? error.kind === 'transient' : error instanceof Error, 'it ends, and says so');
    await t.rejects(stage.sender.send(reportFor(), controller.signal), 'and begins nothing more');
  });
}
