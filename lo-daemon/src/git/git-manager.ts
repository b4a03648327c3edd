import type { Event } from '@colo/schemas/documents/event';
import { ColoError, isColoError } from '@colo/schemas/errors';
import { resolveHosts } from '@colo/schemas/resolve';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../daemon/logger.ts';
import { guessSubjects } from '../report/guess-subjects.ts';
import { listChangedSubjects, listSubjects, type Subject } from '../report/list-changed-subjects.ts';
import type { BlobStore } from '../store/blob-store.ts';
import type { PackageStore } from '../store/package-store.ts';
import type { RefusalRecord, Revision, RevisionRecord } from '../store/revision.ts';
import type { RevisionStore } from '../store/revision-store.ts';
import { checkRemovals } from './check-removals.ts';
import { computeFingerprint } from './compute-fingerprint.ts';
import { describeRefusal } from './describe-refusal.ts';
import { ensureDescendant } from './ensure-descendant.ts';
import { findStatusCommit } from './find-status-commit.ts';
import type { GitPolled } from './git-polled.ts';
import type { GitRepository } from './git-repository.ts';
import { isRefusal } from './is-refusal.ts';
import { listRevisionSteps } from './list-revision-steps.ts';
import { loadPackages } from './load-packages.ts';
import { loadSecretFiles } from './load-secret-files.ts';
import { LocalCopy } from './local-copy.ts';
import { readEventAt } from './read-event-at.ts';
import { readSiteDocuments } from './read-site-documents.ts';
import { readFoundTexts, readSiteTexts } from './read-site-texts.ts';
import { listPackageFolders, siteFolder } from './site-paths.ts';
import type { TakeOutcome } from './take-outcome.ts';

export interface GitManagerOptions {
  readonly settings: Pick<Settings, 'site' | 'infra' | 'guard'>;
  readonly repository: GitRepository;
  readonly revisions: RevisionStore;
  readonly blobs: BlobStore;
  readonly packages: PackageStore;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Step C of the flow: takes a commit of the infra repo into LO's store. Only a commit that is complete, valid,
 * digest-checked and a descendant of the adopted one is adopted; any other is refused, and what runs goes on.
 */
export class GitManager {
  readonly #options: GitManagerOptions;
  readonly #folder: string;
  readonly #copy: LocalCopy;
  #lastMain: string | undefined;
  #current: string | undefined;
  #lastEvents: string | undefined;
  #lastEvent: string | undefined;
  #refused: RefusalRecord | undefined;

  constructor(options: GitManagerOptions) {
    this.#options = options;
    this.#folder = siteFolder(options.settings.site);
    this.#copy = new LocalCopy({
      repository: options.repository,
      onRenew: (error) =>
        options.log.warn("LO's copy of the infra repo is damaged: it is fetched anew", { error }),
    });
  }

  /** The branch's newest commit, when a poll of this run has seen that what is adopted says what it says. */
  get current(): string | undefined {
    return this.#current;
  }

  /** The newest revision when it was refused. */
  get refused(): RefusalRecord | undefined {
    return this.#refused;
  }

  /** Makes the local copy usable and remembers the refusal of an earlier run. */
  async prepare(): Promise<void> {
    await this.#options.repository.prepare();
    this.#refused = await this.#options.revisions.readRefused();
  }

  /**
   * Fetches and looks at what the watcher saw.
   *
   * @param adopted the revision that LO works with
   * @throws ColoError transient ones: the infra repo or the disk was in the way, nothing was decided
   */
  async take(polled: GitPolled, adopted: Revision | undefined, signal?: AbortSignal): Promise<TakeOutcome> {
    const { repository } = this.#options;
    if (polled.main === this.#lastMain) return { kind: 'unchanged' };
    return this.#copy.use(async () => {
      await repository.fetchBranches({ events: polled.events !== undefined }, signal);
      const commit = await repository.resolveMain();
      if (commit === undefined)
        throw new ColoError('GIT_OBJECT_UNREADABLE', 'The fetched branch is not here.');
      const outcome = await this.#look(commit, adopted, signal);
      if (outcome.kind === 'unchanged') {
        this.#lastMain = commit;
        this.#current = commit;
      }
      return outcome;
    });
  }

  /**
   * Takes the files of a revision into LO's store once more, where some are gone or changed there: from the local copy of the
   * infra repo, which needs no network, else from the infra repo.
   *
   * @throws ColoError where neither has them
   */
  async refill(record: RevisionRecord, signal?: AbortSignal): Promise<void> {
    const { repository, settings, blobs, packages } = this.#options;
    const { desired } = readSiteDocuments(settings.site, record);
    await this.#copy.use(async () => {
      await repository.ensureCommit(record.commit, signal);
      await loadPackages({ repository, blobs, packages, signal }, record.commit, desired);
      await loadSecretFiles({ repository, blobs }, record.commit, settings.site);
    });
  }

  /** Makes an outcome durable; called once the reports that it asks for are in the outbox. */
  async keep(outcome: TakeOutcome): Promise<void> {
    if (outcome.kind === 'unchanged') return;
    if (outcome.kind === 'refused') await this.#keepRefusal(outcome.refusal);
    else await this.#keepRevision(outcome.revision);
    this.#lastMain = (outcome.kind === 'refused' ? outcome.refusal : outcome.revision.record).commit;
    this.#current = outcome.kind === 'refused' ? undefined : this.#lastMain;
  }

  /** What CO recorded of this site, when that is usable and other than at the last call. */
  async readEvent(polled: GitPolled, signal?: AbortSignal): Promise<Event | undefined> {
    const { repository, settings } = this.#options;
    if (polled.events === undefined || polled.events === this.#lastEvents) return undefined;
    const read = await this.#copy.use(async () => {
      if ((await repository.resolveEvents()) !== polled.events)
        await repository.fetchBranches({ events: true }, signal);
      const commit = await repository.resolveEvents();
      if (commit === undefined) return undefined;
      return { commit, event: await readEventAt(repository, commit, settings.site, signal) };
    });
    if (read === undefined) return undefined;
    const { commit, event } = read;
    this.#lastEvents = commit;
    // The branch moves for every site of the fleet; only this one's event counts.
    const text = JSON.stringify(event);
    if (text === this.#lastEvent) return undefined;
    this.#lastEvent = text;
    return event;
  }

  async #look(
    commit: string,
    adopted: Revision | undefined,
    signal: AbortSignal | undefined,
  ): Promise<TakeOutcome> {
    const { repository, settings } = this.#options;
    const base = adopted?.record.commit;
    const rewound = base !== undefined && !(await ensureDescendant(repository, base, commit, signal));
    if (rewound && !settings.guard.rewind) return this.#refuseRewind(commit, base, adopted);
    if (!rewound && this.#refused === undefined && adopted !== undefined)
      if (await this.#isSame(commit, adopted)) return { kind: 'unchanged', same: adopted };
    const from = rewound ? undefined : base;
    const changes = from === undefined ? [] : await repository.listChanges(from, commit, this.#folder);
    const statusCommit =
      changes.at(-1) ??
      (from === undefined ? undefined : adopted?.record.statusCommit) ??
      (await findStatusCommit(repository, commit, this.#folder, signal));
    try {
      const revision = await this.#read(commit, statusCommit, adopted, signal);
      const before = adopted?.desired;
      const { site } = settings;
      const steps = await listRevisionSteps({ repository, site, before, commits: changes, signal });
      const changed = listChangedSubjects(before, revision.desired);
      if (this.#refused === undefined) return { kind: 'adopted', revision, changed, steps };
      // After a refusal everybody was told of a failure: everybody is told here that it is over.
      const all = [...listChangedSubjects(before, undefined), ...changed];
      const earlier = steps.filter((step) => step.commit !== statusCommit);
      return {
        kind: 'adopted',
        revision,
        changed: all,
        steps: [...earlier, { commit: statusCommit, subjects: all }],
      };
    } catch (error) {
      if (!isColoError(error) || !isRefusal(error)) throw error;
      return this.#refuse(commit, statusCommit, error, adopted);
    }
  }

  /** Reads and checks everything, and takes the package bytes into the store; throws the first fault. */
  async #read(
    commit: string,
    statusCommit: string,
    adopted: Revision | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Revision> {
    const { repository, settings, blobs, packages } = this.#options;
    // What is not in the tree is told from a tree that cannot be read.
    const siteTree = (await repository.listPaths(commit, [this.#folder])).find(
      ({ type }) => type === 'tree',
    )?.id;
    if (siteTree === undefined)
      throw new ColoError(
        'GIT_SITE_MISSING',
        `There is no ${this.#folder} in commit ${commit.slice(0, 12)}.`,
      );
    await repository.fetchObjects(await repository.listMissing([siteTree]), signal);
    const texts = await readSiteTexts(repository, commit, settings.site);
    const { site, desired } = readSiteDocuments(settings.site, texts);
    const contents = await loadPackages({ repository, blobs, packages, signal }, commit, desired);
    checkRemovals(adopted?.desired, desired, settings.guard.removals);
    const hosts = new Map(resolveHosts(desired, contents).map((host) => [host.host, host]));
    const folders = listPackageFolders(desired);
    const record = {
      commit,
      statusCommit,
      siteTree,
      fingerprint: computeFingerprint(await repository.listPaths(commit, [this.#folder, ...folders])),
      adoptedAt: new Date().toISOString(),
      ...texts,
      packages: [...contents.keys()].sort(),
      secretFiles: await loadSecretFiles({ repository, blobs }, commit, settings.site),
    };
    return { record, site, desired, packages: contents, hosts, secrets: new Map() };
  }

  async #isSame(commit: string, adopted: Revision): Promise<boolean> {
    const paths = [this.#folder, ...listPackageFolders(adopted.desired)];
    const entries = await this.#options.repository.listPaths(commit, paths);
    return computeFingerprint(entries) === adopted.record.fingerprint;
  }

  #refuseRewind(commit: string, base: string, adopted: Revision | undefined): TakeOutcome {
    const message = `${commit.slice(0, 12)} does not descend from the adopted commit ${base.slice(0, 12)}.`;
    const error = new ColoError('GIT_HISTORY_REWOUND', message, { place: { commit } });
    const refusal = describeRefusal(commit, commit, error);
    return { kind: 'refused', refusal, subjects: listSubjects(adopted?.desired) };
  }

  async #refuse(
    commit: string,
    statusCommit: string,
    error: ColoError,
    adopted: Revision | undefined,
  ): Promise<TakeOutcome> {
    return {
      kind: 'refused',
      refusal: describeRefusal(commit, statusCommit, error),
      subjects: await this.#listWaiting(commit, adopted),
    };
  }

  /** Who waits for a report of a commit that cannot be used: what runs, and what can be read of what was meant. */
  async #listWaiting(commit: string, adopted: Revision | undefined): Promise<readonly Subject[]> {
    const { repository, settings } = this.#options;
    const known = listSubjects(adopted?.desired);
    try {
      const { desiredText } = await readFoundTexts(repository, commit, settings.site);
      const file = `${this.#folder}/desiredstate.yaml`;
      return [...known, ...guessSubjects(desiredText ?? '', file, adopted?.desired.spec.purged)];
    } catch (error) {
      // Not even readable: only what runs is known.
      if (isColoError(error)) return known;
      throw error;
    }
  }

  async #keepRefusal(refusal: RefusalRecord): Promise<void> {
    await this.#options.revisions.refuse(refusal);
    this.#refused = refusal;
  }

  async #keepRevision({ record }: Revision): Promise<void> {
    const { revisions } = this.#options;
    await revisions.adopt(record);
    if (this.#refused === undefined) return;
    this.#refused = undefined;
    await revisions.clearRefused();
  }
}
