import { createHash } from 'node:crypto';
import { parseObservation, readReply, writeContentArchive } from '@colo/lo-daemon/node';
import { type ContentFile, type RuntimeGuard, runtimes } from '@colo/lo-daemon/runtimes';
import type { FuzzTarget } from '../target.ts';

const GUARD: RuntimeGuard = { allow: [], bindMounts: [], capabilities: [], devices: [] };

/** What nodes answer and what is sent to them. */
export const nodeTargets: readonly FuzzTarget[] = [
  {
    name: 'node-reply',
    seeds: 'node',
    run(input) {
      const reply = readReply(Buffer.from(input), Buffer.from(input), { host: 'edge-01' });
      parseObservation(reply.body);
      return {};
    },
  },
  {
    name: 'node-observation',
    seeds: 'node',
    run(input) {
      parseObservation(Buffer.from(input, 'latin1'));
      return {};
    },
  },
  {
    name: 'compose-judge',
    seeds: 'compose',
    async run(input) {
      await judge([file('compose.yaml', input), file('web.env', 'A=1\n')]);
      return {};
    },
  },
  {
    name: 'env-judge',
    seeds: 'env',
    async run(input) {
      await judge([file('compose.yaml', 'services: { web: { image: a/b } }\n'), file('.env', input)]);
      return {};
    },
  },
  {
    name: 'tar',
    seeds: 'words',
    async run(input) {
      let size = 0;
      const files = input
        .split('\n')
        .slice(0, 20)
        .map((path) => file(path, input));
      for await (const block of writeContentArchive(files)) size += block.length;
      if (size % 512 !== 0) throw new Error(`an archive of ${size} bytes`);
      return {};
    },
  },
];

async function judge(files: readonly ContentFile[]): Promise<void> {
  await runtimes.get('compose')?.prepare(
    {
      site: 'berlin',
      host: 'edge-01',
      applicationId: 'hello',
      deploymentId: '5f0c7a52-7b1a-5f0e-9a53-0d3f6a1c2b11',
      component: 'web',
      type: 'compose',
      version: '1.0',
      digest: `sha256:${'a'.repeat(64)}`,
      properties: { packageLocation: 'compose.yaml' },
      environment: {},
      files,
    },
    GUARD,
  );
}

function file(path: string, text: string): ContentFile {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, mode: '0644', sha256, size: bytes.length, read: async () => bytes };
}
