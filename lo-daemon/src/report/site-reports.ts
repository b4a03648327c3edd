import { isColoError } from '@colo/schemas/errors';
import {
  formatStatusContext,
  formatStatusDescription,
  parseStatusContext,
  type ReportedOutcome,
  type StatusDescription,
  statusStateOf,
} from '@colo/schemas/status';
import type { RevisionStep } from '../git/list-revision-steps.ts';
import type { HostWorker } from '../reconcile/host-worker.ts';
import type { RefusalRecord, Revision } from '../store/revision.ts';
import type { StateStore } from '../store/state-store.ts';
import { decideReport } from './decide-report.ts';
import { type Subject, subjectKey } from './list-changed-subjects.ts';
import type { Outbox } from './outbox.ts';
import { placeReports } from './place-reports.ts';
import { redact } from './redact.ts';
import type { ReportContent } from './report.ts';

export interface SiteReportsOptions {
  readonly site: string;
  readonly outbox: Outbox;
  readonly state: StateStore;
  readonly driftMode: 'heal' | 'report';
}

/** What the reconciler knows at this moment. */
export interface WhatIsKnown {
  readonly revision: Revision | undefined;
  getWorker(host: string): Pick<HostWorker, 'activity' | 'observed' | 'route'> | undefined;
}

interface Place extends Pick<ReportContent, 'context' | 'commit'> {
  readonly subject: Subject;
}

/** Refusals by the site's own rules are errors; a desired state that cannot be used is a failure. */
const REFUSED_CODES: ReadonlySet<string> = new Set(['GIT_HISTORY_REWOUND', 'LO_REMOVALS_REFUSED']);
const COMMIT_SHOWN = 12;
/** Outcomes that show work on the host. */
const WORK: ReadonlySet<ReportedOutcome> = new Set(['installing', 'removing']);

/** Step E of the flow: says where every application stands that somebody waits for, to the outbox. */
export class SiteReports {
  readonly #options: SiteReportsOptions;
  /** Commit whose revision was refused: what was said of that stands until another is adopted. */
  #refusedCommit: string | undefined;

  constructor(options: SiteReportsOptions) {
    this.#options = options;
  }

  /** A revision was adopted: what it changed is reported from here on, each on the newest commit that changed it. */
  async noteAdopted(
    revision: Revision,
    changed: readonly Subject[],
    steps: readonly RevisionStep[],
  ): Promise<void> {
    const { outbox } = this.#options;
    const { commit, statusCommit } = revision.record;
    this.#refusedCommit = undefined;
    // Before anything else is said: from here on, what is known of the revision before is no word on this one.
    await outbox.adopt(commit);
    const places = placeReports({ changed, steps, statusCommit });
    const waiting = places.waiting.flatMap((placed) => this.#placeOf(placed.subject, placed.commit));
    const passedOver = places.passedOver.flatMap(({ subject, commit, by }) =>
      this.#placeOf(subject, commit).map((place) => ({ ...place, by })),
    );
    const replaced = waiting.flatMap(({ context, commit: by }) => {
      const tracked = outbox.getTracked(context);
      if (tracked === undefined || tracked === by || outbox.getLast(context, tracked) === undefined)
        return [];
      return [{ context, commit: tracked, by }];
    });
    await outbox.put([...passedOver, ...replaced].flatMap((place) => this.#sayPassedOver(place)));
    for (const on of new Set(waiting.map((place) => place.commit))) {
      const here = waiting.filter((place) => place.commit === on);
      await outbox.track(
        here.map(({ context }) => context),
        on,
      );
    }
    await outbox.put(
      waiting.map((place) => {
        const wanted = findWanted(revision, place.subject);
        const what = wanted === undefined ? {} : { version: wanted.version, digest: wanted.packageDigest };
        return this.#content(place, { outcome: 'pending', ...what, detail: 'waiting' });
      }),
    );
  }

  /**
   * The infra repo says what the adopted revision does. Where LO ended between saying that it takes a later one and taking
   * it, and that one is no more, reports are about this one again.
   */
  async noteUnchanged(revision: Revision): Promise<void> {
    await this.#options.outbox.adopt(revision.record.commit);
  }

  /** A revision was refused: everybody who waits for it is told on its commit; what runs goes on. */
  async noteRefused(refusal: RefusalRecord, subjects: readonly Subject[]): Promise<void> {
    this.restoreRefusal(refusal);
    const outcome: ReportedOutcome = REFUSED_CODES.has(refusal.code) ? 'refused' : 'unusable';
    const unique = new Map(subjects.map((subject) => [subjectKey(subject), subject]));
    await this.#options.outbox.put(
      [...unique.values()]
        .flatMap((subject) => this.#placeOf(subject, refusal.statusCommit))
        .map((place) => this.#content(place, { outcome, detail: `${refusal.code}: ${refusal.message}` })),
    );
  }

  /** A revision that was refused by an earlier run of LO. */
  restoreRefusal(refusal: RefusalRecord): void {
    this.#refusedCommit = refusal.statusCommit;
  }

  /**
   * Something changed on a host: what is new about its tracked applications is queued. While the reconciler still wants
   * the revision before the adopted one, nothing is: what it knows is about that one, and would be said of this one.
   */
  async noteHost(host: string, reconciler: WhatIsKnown): Promise<void> {
    const { outbox, site } = this.#options;
    if (outbox.adopted !== undefined && outbox.adopted !== reconciler.revision?.record.commit) return;
    // Who acts there says how it goes.
    if (reconciler.getWorker(host)?.route === 'drop') return;
    await this.#trackLeftovers(host, reconciler);
    const contents = outbox.listTracked().flatMap((context): readonly ReportContent[] => {
      const subject = parseStatusContext(context);
      const commit = outbox.getTracked(context);
      if (subject?.site !== site || subject.host !== host) return [];
      if (commit === undefined || commit === this.#refusedCommit) return [];
      const described = this.#describe({ host, applicationId: subject.application }, reconciler);
      if (described === undefined) return [];
      const last = outbox.getLast(context, commit);
      const isWaiting = described.outcome === 'pending';
      // What was observed installed or removed stays so, whether or not the host answers today; and that LO has not looked
      // yet, since it started, is no news of what failed.
      const isUnheard = reconciler.getWorker(host)?.observed !== true && described.detail === 'waiting';
      const settled =
        last?.state === 'success' || (last?.state !== 'pending' && last !== undefined && isUnheard);
      return isWaiting && settled ? [] : [this.#content({ context, commit }, described)];
    });
    await outbox.put(contents);
  }

  /**
   * What a host has and the revision does not want is removed for a commit that somebody waits for. Where LO's own record of
   * which one is lost, it is the newest that changed the site.
   */
  async #trackLeftovers(host: string, { revision }: WhatIsKnown): Promise<void> {
    const { outbox, state } = this.#options;
    if (revision === undefined) return;
    const { statusCommit } = revision.record;
    const contexts = Object.keys(state.getHost(host)?.applications ?? {})
      .map((applicationId) => ({ host, applicationId }))
      .filter((subject) => findWanted(revision, subject) === undefined)
      .flatMap((subject) => this.#placeOf(subject, statusCommit))
      .map(({ context }) => context)
      .filter((context) => outbox.getTracked(context) === undefined);
    if (contexts.length > 0) await outbox.track(contexts, statusCommit);
  }

  /** Others acted on a host and said how it went; what comes next is news, whatever was said here before. */
  async noteRegained(host: string): Promise<void> {
    const { outbox } = this.#options;
    await outbox.forget(outbox.listTracked().filter((context) => this.#isAbout(context, host)));
  }

  /** What came of a commit stays what was said of it; only what had not come to an end is told that it will not. */
  #sayPassedOver({
    by,
    ...place
  }: Omit<Place, 'subject'> & { readonly by: string }): readonly ReportContent[] {
    const last = this.#options.outbox.getLast(place.context, place.commit);
    if (last !== undefined && last.state !== 'pending') return [];
    const after = last?.started === true ? ', after it was started' : '';
    return [
      this.#content(place, { outcome: 'superseded', detail: `by ${by.slice(0, COMMIT_SHOWN)}${after}` }),
    ];
  }

  #isAbout(context: string, host: string): boolean {
    const subject = parseStatusContext(context);
    return subject?.site === this.#options.site && subject.host === host;
  }

  #describe(subject: Subject, reconciler: WhatIsKnown): StatusDescription | undefined {
    const { revision } = reconciler;
    if (revision === undefined) return undefined;
    const worker = reconciler.getWorker(subject.host);
    const state = this.#options.state.getHost(subject.host);
    const { activity } = worker ?? {};
    return decideReport({
      inInventory: revision.site.spec.hosts.some(({ name }) => name === subject.host),
      applicationId: subject.applicationId,
      desired: findWanted(revision, subject),
      purge: revision.hosts.get(subject.host)?.purges?.[subject.applicationId],
      host: state,
      application: state?.applications[subject.applicationId],
      activity: activity?.applicationId === subject.applicationId ? activity : undefined,
      observed: worker?.observed === true,
      driftMode: this.#options.driftMode,
    });
  }

  #content(
    { context, commit }: Pick<ReportContent, 'context' | 'commit'>,
    { detail, ...rest }: StatusDescription,
  ): ReportContent {
    const full = this.#options.outbox.getFullBefore(context, commit);
    const note = full === undefined ? [] : [`${full.slice(0, COMMIT_SHOWN)} took no more reports`];
    const details = [...(detail === undefined ? [] : [detail]), ...note].join('; ');
    return {
      context,
      commit,
      state: statusStateOf(rest.outcome),
      description: formatStatusDescription(details === '' ? rest : { ...rest, detail: redact(details) }),
      ...(WORK.has(rest.outcome) ? { started: true } : {}),
    };
  }

  /** Where a subject is reported; nowhere when its context would be longer than a commit status allows. */
  #placeOf(subject: Subject, commit: string): readonly Place[] {
    const { host, applicationId } = subject;
    try {
      const context = formatStatusContext({ site: this.#options.site, host, application: applicationId });
      return [{ subject, context, commit }];
    } catch (error) {
      if (isColoError(error) && error.code === 'STATUS_CONTEXT_INVALID') return [];
      throw error;
    }
  }
}

function findWanted(revision: Revision, { host, applicationId }: Subject) {
  return revision.hosts.get(host)?.applications.find((each) => each.applicationId === applicationId);
}
