import { toSafeText } from '@colo/schemas/text';
import type {
  ApplicationStatus,
  AttemptProblem,
  ComponentStatus,
  HostStatus,
} from '../daemon/describe-host.ts';
import type { LoStatus } from '../daemon/describe-status.ts';

const MAX_LINE = 300;
const COMMIT_SHOWN = 12;

/** `lo status` for people: one line a thing, indented by what it belongs to. Everything from outside is made safe. */
export function formatStatus(status: LoStatus): string {
  const { adopted, refused, pollError } = status;
  const lines = [
    `site ${status.site}: ${status.outcome}`,
    `  repository ${status.repository}`,
    adopted === undefined
      ? '  nothing adopted yet'
      : `  adopted ${adopted.commit.slice(0, COMMIT_SHOWN)} at ${adopted.at}`,
    ...(refused === undefined
      ? []
      : [
          `  REFUSED ${refused.commit.slice(0, COMMIT_SHOWN)}: ${refused.code}: ${refused.message}`,
          `    what to do: ${refused.fix}`,
        ]),
    ...(pollError === undefined ? [] : [`  infra repo: ${pollError.code}: ${pollError.message}`]),
    ...status.hosts.flatMap(formatHost),
    ...status.reporters.map(formatReporter),
    ...(status.full ?? []).map(
      ({ context, commit }) =>
        `  LO_REPORT_FULL: ${commit.slice(0, COMMIT_SHOWN)} takes no more reports of ${context}`,
    ),
  ];
  return lines.map(toSafeLine).join('\n');
}

function formatReporter({ name, pending, spaced, error }: LoStatus['reporters'][number]): string {
  const turns = spaced === undefined ? '' : `, ${spaced} of them for their turn`;
  return `  reporter ${name}: ${pending} waiting${turns}${error === undefined ? '' : `, ${error.code}: ${error.message}`}`;
}

function formatHost(host: HostStatus): readonly string[] {
  const { problem, activity, lease, notice } = host;
  const seen = host.observedAt === undefined ? 'never observed' : `observed ${host.observedAt}`;
  return [
    `  host ${host.host}: ${host.outcome}, ${seen}`,
    ...(problem === undefined ? [] : [`    ${problem.code} since ${problem.since}: ${problem.message}`]),
    ...(lease === undefined
      ? []
      : [`    acts here: ${lease.own ? 'this LO' : `another LO, ${lease.actor}`} (lease ${lease.number})`]),
    ...(notice === undefined ? [] : [`    ${notice}`]),
    ...(activity === undefined
      ? []
      : [`    at work: ${activity.action} ${activity.applicationId}/${activity.component}`]),
    ...host.applications.flatMap(formatApplication),
  ];
}

function formatApplication({
  applicationId,
  desired,
  components,
  purgeProblem,
  next,
}: ApplicationStatus): readonly string[] {
  return [
    `    ${applicationId} ${desired ?? '(to be removed)'}`,
    ...components.map(formatComponent),
    ...(purgeProblem === undefined ? [] : [`      its data: still there, ${formatProblem(purgeProblem)}`]),
    ...next.map((operation) => `      next: ${operation}`),
  ];
}

function formatComponent({ name, observed, version, problem }: ComponentStatus): string {
  const runs = version === undefined ? '' : ` ${version}`;
  const why = problem === undefined ? '' : `, ${formatProblem(problem)}`;
  return `      ${name}: ${observed}${runs}${why}`;
}

/** The time stands before the message, which may be cut off. */
function formatProblem({ code, message, at, failures }: AttemptProblem): string {
  const often = failures === undefined ? 'at' : `${failures} times, last at`;
  return `${code}${at === undefined ? '' : ` (${often} ${at})`}: ${message}`;
}

/** Indentation is ours and stays; the rest may hold text from a node. */
function toSafeLine(line: string): string {
  const indent = line.length - line.trimStart().length;
  return ' '.repeat(indent) + toSafeText(line, MAX_LINE);
}
