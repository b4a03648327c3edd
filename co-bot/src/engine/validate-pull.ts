import { type Diagnostic, isColoError, type PackagePolicy, validateInfraTree } from '@colo/schemas';
import { readBranchName } from '../change/change-id.ts';
import { packagesFolder, policyPath, sitesFolder } from '../change/paths.ts';
import { MAX_BODY_CHARACTERS, MAX_FAULT_COMMENTS } from '../github/github-limits.ts';
import type { Pull } from '../ports/pulls.ts';
import { renderDiagnostics } from '../say/render-diagnostics.ts';
import { renderPlanSummary, renderSitePlan } from '../say/render-plan.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import { keepComment } from './keep-comment.ts';
import { keepFaultComments } from './keep-fault-comments.ts';
import { keepStatus, type WantedStatus } from './keep-status.ts';
import type { Session } from './open-session.ts';
import { type PlacedFault, placeFaults } from './place-faults.ts';
import { planTrees } from './plan-trees.ts';

/** Context of the status that CO sets on the head of pull requests of an infra repo. */
const validateStatus = 'colo/validate';

interface Verdict {
  readonly status: Omit<WantedStatus, 'context'>;
  readonly body: string | undefined;
  /** Faults on the diff; undefined when it is not known what is wrong. */
  readonly faults: readonly PlacedFault[] | undefined;
}

/**
 * Validates what merging a pull request would make of the infra repo and says so in a status and, where there is
 * something to read, in one comment; what is wrong also stands at its lines. The pull request's content is data: nothing of it runs, forks included.
 */
export async function validatePull(session: Session, number: number): Promise<void> {
  const { repository } = session;
  const pull = await repository.pulls.getPull(number);
  if (pull === undefined || !pull.isOpen || pull.baseRef !== repository.defaultBranch) return;
  const head = await readHead(session, pull);
  // The head moved after we asked for it: its own event brings us back.
  if (head === undefined || head !== pull.headCommit) return;
  const verdict = await judge(session, pull, head);
  await keepStatus(repository, head, { context: validateStatus, ...verdict.status });
  const wasTold = await sayVerdict(session, pull, verdict.body);
  // Faults are always told in the comment first: without one there is nothing on the diff to take back either.
  if (!wasTold || verdict.faults === undefined) return;
  const { log } = session.engine;
  await keepFaultComments({ repository, log, pull: number, head, faults: verdict.faults });
}

async function readHead({ repository: { git } }: Session, pull: Pull): Promise<string | undefined> {
  if (pull.isFork) return git.fetchPull(pull.number, pull.headCommit);
  const head = await git.readBranch(pull.headRef);
  if (head === pull.headCommit) return head;
  await git.update();
  return (await git.readBranch(pull.headRef)) ?? git.fetchPull(pull.number, pull.headCommit);
}

async function judge(session: Session, pull: Pull, head: string): Promise<Verdict> {
  const { git } = session.repository;
  const against = `checked against ${session.repository.defaultBranch}@${session.head.slice(0, 10)}`;
  const merged = await git.mergeTrees(session.head, head);
  if (merged.kind === 'conflict') {
    const description = truncateDescription(`does not merge: ${merged.paths.join(', ')}; ${against}`);
    return { status: { state: 'failure', description }, body: undefined, faults: undefined };
  }
  const changed = await git.listChangedPaths(session.head, merged.tree, [
    sitesFolder,
    packagesFolder,
    policyPath,
  ]);
  if (changed.length === 0) {
    return {
      status: { state: 'success', description: 'touches no site, package or policy' },
      body: undefined,
      faults: [],
    };
  }
  if (changed.length > LARGE) await announce(session, head);
  const tree = git.openTree(merged.tree);
  try {
    const packagePolicy = await readPackagePolicy(session);
    const found = await validateInfraTree(tree, {
      only: changed,
      ...(packagePolicy === undefined ? {} : { packagePolicy }),
    });
    const errors = found.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const diff = { git, base: session.head, head, merged: merged.tree };
      const faults = await placeFaults(diff, errors, MAX_FAULT_COMMENTS);
      return { ...refuse(found, errors, against, faults.length), faults };
    }
    const isOurs = pull.author.id === session.repository.bot.id && readBranchName(pull.headRef) !== undefined;
    const plans = await planTrees(session, tree, changed);
    const sites = plans.length === 1 ? '1 site' : `${plans.length} sites`;
    const description = truncateDescription(`valid, ${sites} affected; ${against}`);
    const body = isOurs ? undefined : renderPersonsPlan(plans, found, against);
    return { status: { state: 'success', description }, body, faults: [] };
  } finally {
    await tree.close();
  }
}

/** What the default branch lets packages ask for; undefined where its policy is broken, so that a pull request can mend it. */
async function readPackagePolicy(session: Session): Promise<PackagePolicy | undefined> {
  try {
    return (await session.fleet()).policy.spec.packages ?? {};
  } catch (error) {
    if (isColoError(error) && error.code === 'CO_POLICY_UNUSABLE') return undefined;
    throw error;
  }
}

// Above this many changed files the validation takes long enough to say that it is under way.
const LARGE = 100;

async function announce({ repository }: Session, head: string): Promise<void> {
  const present = await repository.statuses.listStatuses(head);
  if (present.some(({ context, creator }) => context === validateStatus && creator?.id === repository.bot.id))
    return;
  const description = 'the merge result is being checked';
  await repository.statuses.createStatus(head, { context: validateStatus, state: 'pending', description });
}

function refuse(
  found: readonly Diagnostic[],
  errors: readonly Diagnostic[],
  against: string,
  placed: number,
): Omit<Verdict, 'faults'> {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const place = first === undefined ? '' : `${first.file}:${first.line}: ${first.code}${more}`;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  // Those in files that the pull request does not touch, or beyond the bound, stand in this comment alone.
  const shown = placed === 0 || placed === errors.length ? '' : ` ${placed} of them stand at their lines.`;
  return {
    status: { state: 'failure', description: truncateDescription(`${place}; ${against}`) },
    body: `**\`colo/validate\`: ${count}**, ${against}.${shown}\n\n${renderDiagnostics(found, MAX_BODY_CHARACTERS - 1_000)}`,
  };
}

function renderPersonsPlan(
  plans: Awaited<ReturnType<typeof planTrees>>,
  warnings: readonly Diagnostic[],
  against: string,
): string {
  const summary = renderPlanSummary(plans, MAX_BODY_CHARACTERS / 4);
  const parts = [`**Expected when this is merged**, ${against}.`, '', summary];
  let length = summary.length;
  for (const plan of plans) {
    const text = renderSitePlan(plan);
    length += text.length;
    if (length > MAX_BODY_CHARACTERS / 2) break;
    parts.push('', text);
  }
  if (warnings.length > 0) parts.push('', renderDiagnostics(warnings, MAX_BODY_CHARACTERS / 4));
  return parts.join('\n');
}

/** Keeps the comment; false when there is none. */
async function sayVerdict({ repository }: Session, pull: Pull, body: string | undefined): Promise<boolean> {
  const { issues, bot } = repository;
  const marker = { kind: 'validate', id: String(pull.number) } as const;
  const comments = await issues.listComments(pull.number);
  const has = comments.some(
    (comment) => comment.body.includes('<!-- colo:validate ') && comment.author.id === bot.id,
  );
  if (body === undefined && !has) return false;
  const text = body ?? '`colo/validate` has nothing to say about this any more.';
  await keepComment({ issues, bot, thread: pull.number, marker, body: text, comments });
  return true;
}
