import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Forge, type ForgeOptions, type RepositoryHandle, startForge } from '@colo/local-forge';
import type { Test } from 'tap';

/** A forge that speaks GitHub's API, with one infra repo and a token that may do what LO's may, and no more. */
export interface InfraForge {
  readonly forge: Forge;
  readonly infra: RepositoryHandle;
  readonly token: string;
  /** Every status of a commit, newest first, as the API answers. */
  listStatuses(commit: string): Promise<readonly PostedStatus[]>;
}

export interface PostedStatus {
  readonly context: string;
  readonly state: string;
  readonly description: string;
}

export async function startInfraForge(
  t: Test,
  token = 'lo-token-0123456789',
  options: Pick<ForgeOptions, 'now'> = {},
): Promise<InfraForge> {
  const root = await mkdtemp(join(tmpdir(), 'colo-forge-'));
  const forge = await startForge({ root, ...options });
  t.teardown(async () => {
    await forge.close();
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  forge.createUser('acme', { type: 'Organization' });
  forge.createUser('lo-bot', { type: 'Bot' });
  const infra = await forge.createRepository({ owner: 'acme', name: 'infra', private: true });
  forge.setPermission(infra.fullName, 'lo-bot', 'write');
  forge.addToken('lo-bot', {
    token,
    permissions: { contents: 'read', statuses: 'write', metadata: 'read' },
    repositories: [infra.fullName],
  });
  return {
    forge,
    infra,
    token,
    async listStatuses(commit) {
      const found: PostedStatus[] = [];
      for (let page = 1; ; page += 1) {
        const path = `/repos/acme/infra/commits/${commit}/statuses?per_page=100&page=${page}`;
        const headers = { authorization: `Bearer ${token}` };
        const body: unknown = await (await fetch(`${forge.url}${path}`, { headers })).json();
        const listed: readonly unknown[] = Array.isArray(body) ? body : [];
        found.push(...listed.map(readStatus));
        if (listed.length < 100) return found;
      }
    },
  };
}

function readStatus(value: unknown): PostedStatus {
  const fields = new Map<string, unknown>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  const text = (key: string) => String(fields.get(key));
  return { context: text('context'), state: text('state'), description: text('description') };
}
