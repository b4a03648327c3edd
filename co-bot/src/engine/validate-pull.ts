import type { Diagnostic } from '@colo/schemas/diagnostics';
import type { PackagePolicy } from '@colo/schemas/documents/fleet-policy';
import { isColoError } from '@colo/schemas/errors';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { readBranchName } from '../change/change-id.ts';
import { appsFolder, packagesFolder, policyPath, sitesFolder } from '../change/paths.ts';
import { MAX_BODY_CHARACTERS } from '../github/github-limits.ts';
import type { Pull } from '../ports/pulls.ts';
import { renderDiagnostics } from '../say/render-diagnostics.ts';
import { renderPlanSummary, renderSitePlan } from '../say/render-plan.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import type { Session } from './open-session.ts';
import { planTrees } from './plan-trees.ts';
import { refuseConflict, refuseFaults, type Verdict } from './pull-verdict.ts';
import { readPullHead } from './read-pull-head.ts';
import { sayVerdict } from './say-verdict.ts';

/** Context of the status that CO sets on the head of pull requests of an infra repo. */
const validateStatus = 'colo/validate';

const check = { context: validateStatus, isOwn: (path: string) => !path.startsWith(`${appsFolder}/`) };

/**
 * Validates what merging a pull request would make of the infra repo and says so in a status and, where there is
 * something to read, in one comment; what is wrong also stands at its lines. The pull request's content is data: nothing of it runs, forks included.
 */
export async function validatePull(session: Session, number: number): Promise<void> {
  const { repository } = session;
  const pull = await repository.pulls.getPull(number);
  if (pull === undefined || !pull.isOpen || pull.baseRef !== repository.defaultBranch) return;
  const head = await readPullHead(repository, pull);
  // The head moved after we asked for it: its own event brings us back.
  if (head === undefined || head !== pull.headCommit) return;
  const verdict = await judge(session, pull, head);
  await sayVerdict({ repository, log: session.engine.log, pull, check, verdict });
}

async function judge(session: Session, pull: Pull, head: string): Promise<Verdict> {
  const { git } = session.repository;
  const against = `checked against ${session.repository.defaultBranch}@${session.head.slice(0, 10)}`;
  const merged = await git.mergeTrees(session.head, head);
  if (merged.kind === 'conflict') return refuseConflict(merged.paths, against);
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
    if (found.some(({ severity }) => severity === 'error')) {
      const diff = { git, base: session.head, head, merged: merged.tree };
      return await refuseFaults(validateStatus, found, diff, against);
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
