import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { ComponentToRun } from '../../src/runtimes/runtime.ts';
import { parseEnviron, type RuntimeNode, type SampleWish } from '../contract/runtime-contract.ts';
import { createNodeRig } from '../node/node-rig.ts';
import { contentFile, DEPLOYMENT_ID, targetOf } from '../node/sample-component.ts';
import { type ComposeTool, listInstances } from './compose-tools.ts';

export interface ComposeWish extends SampleWish {
  readonly image?: string;
  /** Further services, as text. */
  readonly more?: string;
}

export interface ComposeNode extends RuntimeNode {
  component(wish: ComposeWish): ComponentToRun;
  /** `name status` of every container of this node. */
  listContainers(): Promise<readonly string[]>;
}

/** A node whose components are compose projects, by one tool. */
export async function openNode(
  t: Test,
  { tool, containers, environment }: ComposeTool,
): Promise<ComposeNode> {
  const rig = await createNodeRig(t, {
    runtimeConfig: {
      compose: { tools: [tool], environment },
    },
  });
  t.teardown(() => containers.removeContainers());
  async function list(...args: readonly string[]): Promise<readonly string[]> {
    const text = await containers.command('ps', '--no-trunc', ...args);
    return text.trim().split('\n').filter(Boolean).sort();
  }
  return {
    rig,
    component: (wish) => makeComponent(wish, containers.image),
    readInstance: async () => (await listInstances(containers)).join(' '),
    async readEnvironment() {
      const [id = ''] = await list('--format', '{{.ID}}');
      return parseEnviron(await containers.command('exec', id, '/bin/cat', '/proc/1/environ'));
    },
    async killByHand() {
      for (const id of await list('--format', '{{.ID}}')) await containers.command('kill', id);
    },
    async listLeft() {
      const run = await readdir(join(rig.slotFolder, 'run'));
      return [...run.filter((name) => name !== 'error'), ...(await list('-a', '--format', '{{.Names}}'))];
    },
    listContainers: () => list('-a', '--format', '{{.Names}} {{.Status}}'),
  };
}

function makeComponent(wish: ComposeWish, image: string): ComponentToRun {
  const { label, sick, environment = {}, more = '' } = wish;
  const test = sick === true ? '[CMD, /bin/false]' : '[CMD, /bin/true]';
  const variables = Object.keys(environment).map((name) => `      ${name}: "\${${name}}"\n`);
  const compose = `services:
  web:
    image: ${wish.image ?? image}
    command: [/bin/sh, -c, "exec sleep 1000"]
    stop_grace_period: 1s
    healthcheck: { test: ${test}, interval: 1s }
    environment:
      LABEL: ${label}
${variables.join('')}${more}`;
  return {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: 'web',
    type: 'compose',
    version: label,
    digest: targetOf(label),
    properties: {
      packageLocation: 'compose.yaml',
      timeout: '5m0s',
      stopTimeout: '1s',
    },
    environment,
    files: [contentFile('compose.yaml', compose)],
  };
}
