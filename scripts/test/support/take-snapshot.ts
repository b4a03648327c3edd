import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { dig, digList, digText } from '../../src/demo/read-json.ts';
import { INFRA, REGISTRY } from '../../src/world/names.ts';
import type { World } from '../../src/world/world.ts';
import { maskWorld } from './mask.ts';

/** Only a world that never comes to rest misses it, however busy the machine is. */
const DEADLINE_MS = 600_000;

/** What is left of a story in the end: refs with their content, conversations, statuses. */
export interface Snapshot {
  readonly refs: readonly string[];
  readonly threads: readonly string[];
  readonly statuses: readonly string[];
}

/** Runs git in the bare repository behind the forge. */
export async function gitBehindForge(
  world: World,
  repository: string,
  ...args: readonly string[]
): Promise<string> {
  const folder = join(world.root, 'forge', `${repository}.git`);
  return (await execa('git', ['-C', folder, ...args], { maxBuffer: 64 * 1024 * 1024 })).stdout;
}

/** Every branch and tag, with each of its files. Pull requests' own refs are left out: they name the branches' commits. */
async function readRefs(world: World, repository: string): Promise<readonly string[]> {
  const names = await gitBehindForge(
    world,
    repository,
    'for-each-ref',
    '--format=%(refname)',
    'refs/heads',
    'refs/tags',
  );
  const lines: string[] = [];
  for (const ref of names.split('\n')) {
    const paths = await gitBehindForge(world, repository, 'ls-tree', '-r', '--name-only', ref);
    for (const path of paths.split('\n')) {
      const text = await gitBehindForge(world, repository, 'show', `${ref}:${path}`);
      lines.push(maskWorld(world, `${repository} ${ref} ${path}\n${text}`));
    }
  }
  return lines.sort();
}

async function readThreads(world: World): Promise<readonly string[]> {
  const issues = digList(await world.github.get(`/repos/${INFRA}/issues?state=all&per_page=100`));
  const lines: string[] = [];
  for (const issue of issues) {
    const number = String(dig(issue, 'number'));
    const facts = ['state', 'state_reason', 'title', 'body'].map((key) => `${key}: ${dig(issue, key) ?? ''}`);
    lines.push(`#${number} ${facts.join('\n')}`);
    const comments = digList(
      await world.github.get(`/repos/${INFRA}/issues/${number}/comments?per_page=100`),
    );
    for (const comment of comments)
      lines.push(`#${number} ${digText(comment, 'user', 'login')}: ${digText(comment, 'body')}`);
    const reactions = digList(await world.github.get(`/repos/${INFRA}/issues/${number}/reactions`));
    for (const reaction of reactions) lines.push(`#${number} reaction ${digText(reaction, 'content')}`);
  }
  return lines.map((line) => maskWorld(world, line)).sort();
}

/** The newest status of each context, on every commit of main and every head of a pull request. */
async function readStatuses(world: World, repository: string): Promise<readonly string[]> {
  const commits = await gitBehindForge(world, repository, 'log', '--format=%H %s', '--branches');
  const lines: string[] = [];
  for (const line of commits.split('\n')) {
    const commit = line.slice(0, 40);
    const seen = new Set<string>();
    for (const status of digList(
      await world.github.get(`/repos/${repository}/commits/${commit}/statuses?per_page=100`),
    )) {
      const context = digText(status, 'context');
      if (seen.has(context)) continue;
      seen.add(context);
      lines.push(
        maskWorld(
          world,
          `${line.slice(41)} | ${context} ${dig(status, 'state')} ${dig(status, 'description')} ${digText(status, 'creator', 'login')}`,
        ),
      );
    }
  }
  return lines.sort();
}

async function takeSnapshot(world: World): Promise<Snapshot> {
  return {
    refs: [...(await readRefs(world, INFRA)), ...(await readRefs(world, REGISTRY))],
    threads: await readThreads(world),
    statuses: [...(await readStatuses(world, INFRA)), ...(await readStatuses(world, REGISTRY))],
  };
}

/** The end state, once it stays as it is for longer than a sweep takes to come round. */
export async function takeSettledSnapshot(world: World, quietMs: number): Promise<Snapshot> {
  const deadline = performance.now() + DEADLINE_MS;
  let before = '';
  for (;;) {
    await world.forge.idle();
    const snapshot = await takeSnapshot(world);
    const text = JSON.stringify(snapshot);
    if (text === before) return snapshot;
    if (performance.now() > deadline) throw new Error('the world does not come to rest');
    before = text;
    await sleep(quietMs);
  }
}
