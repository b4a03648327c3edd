import type { HostSetup } from '../world/inventory.ts';
import { INFRA } from '../world/names.ts';
import type { World } from '../world/world.ts';
import { readReports, readStatus } from './look.ts';
import { dig, digList, digNumber, digText } from './read-json.ts';
import type { StepContext } from './step.ts';

/** A pull request that CO opened. */
export interface Proposal {
  readonly issue: number;
  readonly pull: number;
  readonly head: string;
  readonly body: string;
}

/** Runs `co` as the operator, shows the line, and asserts that it succeeds. Returns its JSON, or its text. */
export async function runCo(world: World, step: StepContext, ...args: readonly string[]): Promise<unknown> {
  step.tell.command(`co ${args.map(quote).join(' ')}`);
  const end = await world.co(...args, '--json');
  if (end.exitCode !== 0)
    step.check(`co ${args[0]} exits`, `${end.exitCode}: ${end.stderr || end.stdout}`, '0');
  return parseAnswer(end.stdout);
}

/** Runs git commands in the operator's checkout of the infra repo, brought up to date before, and pushes main. */
export async function pushToInfra(
  world: World,
  step: StepContext,
  ...commands: readonly (readonly string[])[]
): Promise<void> {
  const all = [['pull', '-q', '--ff-only', 'origin', 'main'], ...commands, ['push', '-q', 'origin', 'main']];
  for (const args of all) {
    if (args[0] !== 'pull') step.tell.command(`git ${args.map(quote).join(' ')}`);
    const end = await world.git(...args);
    if (end.exitCode !== 0)
      step.check(`git ${args[0]} exits`, `${end.exitCode}: ${end.stderr || end.stdout}`, '0');
  }
}

/** One JSON document, or the last one of a stream of lines. */
function parseAnswer(text: string): unknown {
  const start = text.startsWith('{"') ? text.trimEnd().lastIndexOf('\n') + 1 : 0;
  return JSON.parse(text.slice(start));
}

function quote(word: string): string {
  return /^[\w@.,/=:-]+$/.test(word) ? word : `'${word}'`;
}

/** Asks for a deployment by the command line, and waits for CO's pull request. */
export async function deploy(world: World, step: StepContext, ...args: readonly string[]): Promise<Proposal> {
  const answer = await runCo(world, step, 'deploy', ...args);
  const issue = digNumber(answer, 'thread');
  return waitForProposal(world, step, issue);
}

/** Waits until CO answered an issue with a valid pull request, and shows the plan in it. */
async function waitForProposal(world: World, step: StepContext, issue: number): Promise<Proposal> {
  let pull: unknown;
  await step.eventually(`CO opens a pull request for issue #${issue}`, 'open', async () => {
    const pulls = digList(await world.github.get(`/repos/${INFRA}/pulls?state=open&per_page=100`));
    pull = pulls.find((candidate) => digText(candidate, 'head', 'ref').endsWith(`/${issue}`));
    return pull === undefined ? 'none' : dig(pull, 'state');
  });
  const head = digText(pull, 'head', 'sha');
  await step.eventually('status colo/validate of the pull request', 'success', async () =>
    dig(await readStatus(world, INFRA, head, 'colo/validate'), 'state'),
  );
  const body = digText(pull, 'body');
  step.tell.say(`Pull request #${digNumber(pull, 'number')}: ${digText(pull, 'title')}`);
  return { issue, pull: digNumber(pull, 'number'), head, body };
}

/** Merges a pull request as the operator would; returns the commit on main. */
export async function merge(world: World, step: StepContext, proposal: Proposal): Promise<string> {
  step.tell.say(`The operator merges pull request #${proposal.pull}.`);
  const { status, body } = await world.github.send('PUT', `/repos/${INFRA}/pulls/${proposal.pull}/merge`, {
    sha: proposal.head,
    merge_method: 'squash',
  });
  step.check('the merge is accepted', status, 200);
  return digText(body, 'sha');
}

/** Waits until every host reports the wanted state on a commit, and notes how long that took. */
export async function waitForReports(
  world: World,
  step: StepContext,
  commit: string,
  hosts: readonly HostSetup[],
  state: string,
): Promise<void> {
  const started = performance.now();
  const expected = hosts.map((host) => `lo/${host.site}/${host.host}/hello-world=${state}`).sort();
  await step.eventually(`commit statuses on ${commit.slice(0, 12)}`, expected, () =>
    readReports(world, commit),
  );
  step.tookFromMerge(performance.now() - started);
}

/** The lines of a pull request's body that hold the plan, without markup of the surroundings. */
export function planOf(proposal: Proposal): string {
  return proposal.body.replace(/<!--[\s\S]*?-->/g, '').trim();
}
