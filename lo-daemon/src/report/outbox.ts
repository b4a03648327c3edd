import type { AppendLog } from '../store/append-log.ts';
import { formatOutboxLine, type OutboxLine, parseOutboxLine } from './outbox-line.ts';
import type { Report, ReportContent } from './report.ts';

/** The file is written anew when it has this many lines more than it needs. */
const SPARE_LINES = 500;
/** Commits per context whose last report is remembered, so that it is not repeated. */
const REMEMBERED_COMMITS = 4;

/** What a reporter is done with. */
interface Sent {
  /** Every report up to this one. */
  readonly upTo: number;
  /** Single reports after it. */
  readonly others: ReadonlySet<number>;
}

const NOTHING_SENT: Sent = { upTo: 0, others: new Set() };

/**
 * Reports that wait to be sent, in order, over restarts and power cuts; and what was said last, so that only
 * transitions are told. Of several waiting reports about one context and commit, only the newest is sent.
 */
export class Outbox {
  readonly #log: AppendLog;
  #lines = 0;
  #sequence = 0;
  #adopted: string | undefined;
  /** Last report by context and commit, in order of sequence. */
  readonly #last = new Map<string, Report>();
  readonly #tracked = new Map<string, string>();
  readonly #sent = new Map<string, Sent>();
  /** Commits that take no more reports, by context. */
  readonly #full = new Map<string, string>();

  constructor(log: AppendLog) {
    this.#log = log;
  }

  async load(): Promise<void> {
    for (const text of await this.#log.readLines()) {
      this.#lines += 1;
      const line = parseOutboxLine(text);
      if (line !== undefined) this.#apply(line);
    }
  }

  /** Commit of the revision that reports are about; undefined in a new outbox. */
  get adopted(): string | undefined {
    return this.#adopted;
  }

  /** Commit that a context is reported on; undefined when nobody waits for it. */
  getTracked(context: string): string | undefined {
    return this.#tracked.get(context);
  }

  /** What was said last about a context on a commit. */
  getLast(context: string, commit: string): Report | undefined {
    return this.#last.get(keyOf({ context, commit }));
  }

  listTracked(): readonly string[] {
    return [...this.#tracked.keys()];
  }

  /** From here on reports are about the revision of this commit: at once, and durably when it has ended. */
  async adopt(commit: string): Promise<void> {
    await this.#append(this.#adopted === commit ? [] : [{ kind: 'adopt', commit }]);
  }

  /** From here on the contexts are reported on this commit. */
  async track(contexts: readonly string[], commit: string): Promise<void> {
    const changed = contexts.filter((context) => this.#tracked.get(context) !== commit);
    await this.#append(changed.map((context) => ({ kind: 'track', context, commit })));
  }

  /** What was said of these contexts, on the commits that they are reported on, counts as not said. */
  async forget(contexts: readonly string[]): Promise<void> {
    await this.#append(contexts.map((context) => ({ kind: 'forget', context })));
  }

  /** Queues what was not said last already. */
  async put(contents: readonly ReportContent[]): Promise<void> {
    const at = new Date().toISOString();
    const fresh = contents.filter((content) => {
      const last = this.getLast(content.context, content.commit);
      return last?.state !== content.state || last.description !== content.description;
    });
    await this.#append(
      fresh.map(({ started, ...content }, index) => {
        const isStarted = started === true || this.getLast(content.context, content.commit)?.started === true;
        const report = { ...content, sequence: this.#sequence + 1 + index, at };
        return { kind: 'report', report: isStarted ? { ...report, started: true } : report };
      }),
    );
  }

  /** What a reporter has still to send, oldest first. */
  listPending(reporter: string): readonly Report[] {
    const sent = this.#sent.get(reporter) ?? NOTHING_SENT;
    return [...this.#last.values()]
      .filter(({ sequence }) => !isSent(sent, sequence))
      .sort((left, right) => left.sequence - right.sequence);
  }

  /** A reporter is done with a report. */
  async markSent(reporter: string, sequence: number): Promise<void> {
    const isFirst = !this.listPending(reporter).some((report) => report.sequence < sequence);
    await this.#append([{ kind: isFirst ? 'sent' : 'done', reporter, sequence }]);
    await this.#compact();
  }

  /** The commit takes no more reports of a context. @returns false where that was known */
  async noteFull({ context, commit }: Pick<Report, 'context' | 'commit'>): Promise<boolean> {
    if (this.#full.get(context) === commit) return false;
    await this.#append([{ kind: 'full', context, commit }]);
    return true;
  }

  /** Contexts whose commit, the one that they are reported on or were before, takes no more reports. */
  listFull(): readonly Pick<Report, 'context' | 'commit'>[] {
    return [...this.#full].map(([context, commit]) => ({ context, commit }));
  }

  /** The commit that a context was reported on before this one, where that one took no more reports. */
  getFullBefore(context: string, commit: string): string | undefined {
    const full = this.#full.get(context);
    return full === commit ? undefined : full;
  }

  /** Takes the lines in at once, so that nobody says them twice, and ends when they are on disk. */
  async #append(lines: readonly OutboxLine[]): Promise<void> {
    if (lines.length === 0) return;
    for (const line of lines) this.#apply(line);
    this.#lines += lines.length;
    await this.#log.append(lines.map(formatOutboxLine).join(''));
  }

  #apply(line: OutboxLine): void {
    if (line.kind === 'track') this.#track(line.context, line.commit);
    if (line.kind === 'full') this.#full.set(line.context, line.commit);
    if (line.kind === 'adopt') this.#adopted = line.commit;
    if (line.kind === 'forget') this.#forget(line.context);
    if (line.kind === 'sent' || line.kind === 'done') this.#noteSent(line);
    if (line.kind !== 'report') return;
    this.#sequence = Math.max(this.#sequence, line.report.sequence);
    // Deleted first, so that the map's order is that of the newest word on each.
    this.#last.delete(keyOf(line.report));
    this.#last.set(keyOf(line.report), line.report);
  }

  #track(context: string, commit: string): void {
    const before = this.#tracked.get(context);
    // The commit after the full one has said so; the next one need not.
    if (before !== commit && before !== this.#full.get(context)) this.#full.delete(context);
    this.#tracked.set(context, commit);
  }

  #noteSent({ kind, reporter, sequence }: Extract<OutboxLine, { kind: 'sent' | 'done' }>): void {
    const { upTo, others } = this.#sent.get(reporter) ?? NOTHING_SENT;
    const next = kind === 'sent' ? sequence : upTo;
    const left = kind === 'sent' ? others : [...others, sequence];
    this.#sent.set(reporter, { upTo: next, others: new Set([...left].filter((each) => each > next)) });
  }

  #forget(context: string): void {
    const commit = this.#tracked.get(context);
    if (commit !== undefined) this.#last.delete(keyOf({ context, commit }));
  }

  async #compact(): Promise<void> {
    this.#forgetOld();
    const there = new Set([...this.#last.values()].map(({ sequence }) => sequence));
    const kept = [
      ...(this.#adopted === undefined ? [] : [{ kind: 'adopt', commit: this.#adopted } as const]),
      ...[...this.#tracked].map(([context, commit]): OutboxLine => ({ kind: 'track', context, commit })),
      ...[...this.#last.values()].map((report): OutboxLine => ({ kind: 'report', report })),
      ...[...this.#full].map(([context, commit]): OutboxLine => ({ kind: 'full', context, commit })),
      ...[...this.#sent].flatMap(([reporter, { upTo, others }]): readonly OutboxLine[] => [
        { kind: 'sent', reporter, sequence: upTo },
        ...[...others]
          .filter((sequence) => there.has(sequence))
          .map((sequence): OutboxLine => ({ kind: 'done', reporter, sequence })),
      ]),
    ];
    if (this.#lines < kept.length + SPARE_LINES) return;
    this.#lines = kept.length;
    await this.#log.replace(kept.map(formatOutboxLine).join(''));
  }

  /** Of commits long past only the newest few of each context are remembered, when every reporter has sent them. */
  #forgetOld(): void {
    const reporters = [...this.#sent.values()];
    const counts = new Map<string, number>();
    for (const [key, report] of [...this.#last].reverse()) {
      const count = (counts.get(report.context) ?? 0) + 1;
      counts.set(report.context, count);
      const isTracked = this.#tracked.get(report.context) === report.commit;
      if (count <= REMEMBERED_COMMITS || isTracked) continue;
      if (reporters.every((sent) => isSent(sent, report.sequence))) this.#last.delete(key);
    }
  }
}

function isSent({ upTo, others }: Sent, sequence: number): boolean {
  return sequence <= upTo || others.has(sequence);
}

function keyOf({ context, commit }: Pick<Report, 'context' | 'commit'>): string {
  return `${commit} ${context}`;
}
