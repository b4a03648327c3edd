import { execa } from 'execa';
import type { World } from './start-world.ts';

/** What is left in the end, without what differs from run to run: commit ids and times. */
export interface Snapshot {
  /** Tree of every branch and tag; trees are content, so they compare. */
  readonly refs: Readonly<Record<string, string>>;
  readonly threads: readonly string[];
  readonly pulls: readonly string[];
  readonly statuses: readonly string[];
}

/** Reads the end state of a world's infra repo. */
export async function takeSnapshot(world: World): Promise<Snapshot> {
  const list = await readGit(world, 'for-each-ref', '--format=%(refname:lstrip=2) %(tree)', 'refs/heads');
  const refs: Record<string, string> = {};
  for (const line of list.split('\n')) {
    const [name = '', tree = ''] = line.split(' ');
    // Events name commits and times, which differ; their text is compared below.
    refs[mask(name)] = name === 'colo/events' ? await readEvents(world) : tree;
  }
  const pulls = await world.pulls();
  const threads: string[] = [];
  const statuses: string[] = [];
  const issues = [...Array.from({ length: 20 }, (_, index) => index + 1)];
  for (const number of issues) {
    const issue = await world.issue(number).catch(() => undefined);
    if (issue === undefined) break;
    threads.push(`#${number} ${issue.state} ${issue.state_reason ?? ''}`);
    for (const { body, user } of await world.comments(number))
      threads.push(mask(`#${number} ${user.login}: ${body}`));
  }
  for (const pull of pulls) {
    const newest = await world.statuses(pull.head.sha);
    statuses.push(
      ...newest.map(({ context, state, description }) =>
        mask(`${pull.head.ref} ${context} ${state} ${description}`),
      ),
    );
  }
  return {
    refs,
    threads,
    statuses,
    pulls: pulls.map(({ head, state, title, body }) => mask(`${head.ref} ${state} ${title}\n${body}`)),
  };
}

async function readEvents(world: World): Promise<string> {
  const paths = await readGit(world, 'ls-tree', '-r', '--name-only', 'refs/heads/colo/events');
  const texts: string[] = [];
  for (const path of paths.split('\n'))
    texts.push(`${path}\n${(await world.readFile('colo/events', path)) ?? ''}`);
  return mask(texts.join('\n'));
}

async function readGit({ repository }: World, ...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { cwd: repository })).stdout;
}

function mask(text: string): string {
  return text
    .replace(/\b[0-9a-f]{64}\b/gu, '<digest>')
    .replace(/\b[0-9a-f]{40}\b/gu, '<commit>')
    .replace(/@[0-9a-f]{10}\b/gu, '@<commit>')
    .replace(/the change [0-9a-f]{10}\b/gu, 'the change <commit>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '<time>')
    .replace(/statusId: \d+/gu, 'statusId: <id>')
    .replace(/id=(?<thread>\d+)-\d+/gu, 'id=$<thread>-<id>')
    .replace(/(?<=\/\d+-)\d+/gu, '<id>');
}
