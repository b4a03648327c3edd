import { readFile } from 'node:fs/promises';
import { ColoError } from '@colo/schemas/errors';
import {
  type Body,
  isRecord,
  optionalBoolean,
  optionalChoice,
  optionalNames,
  optionalString,
  requireString,
} from '../rest/read-fields.ts';
import type { Permissions, Role, UserType } from '../store/types.ts';

/** What a forge begins with. */
export interface Seed {
  readonly users: readonly { readonly login: string; readonly token?: string; readonly type: UserType }[];
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly private: boolean;
    readonly permissions: Readonly<Record<string, Role>>;
    readonly requiredStatusChecks: readonly string[] | undefined;
  }[];
  readonly apps: readonly {
    readonly appId: number;
    readonly slug: string;
    readonly webhookUrl?: string;
    readonly webhookSecret: string;
    readonly permissions: Permissions;
    readonly events: readonly string[];
    readonly installOn: readonly string[];
  }[];
}

const LEVELS = ['read', 'write', 'admin'] as const;
const ROLES = ['admin', 'write', 'read', 'none'] as const;

/**
 * Reads a seed file; without one the forge is empty.
 *
 * @throws ColoError FORGE_MISUSE that names the file and what is wrong
 */
export async function readSeed(file: string | undefined): Promise<Seed> {
  if (file === undefined) {
    return { users: [], repositories: [], apps: [] };
  }
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isRecord(value)) {
      throw new ColoError('FORGE_MISUSE', 'it is not a JSON object');
    }
    return {
      users: readList(value, 'users', readUser),
      repositories: readList(value, 'repositories', readRepository),
      apps: readList(value, 'apps', readApp),
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const data = cause instanceof ColoError && 'errors' in cause ? ` ${JSON.stringify(cause.errors)}` : '';
    throw new ColoError('FORGE_MISUSE', `the seed ${file} cannot be used: ${message}${data}`, {
      cause,
      place: { file },
    });
  }
}

function readList<T>(body: Body, field: string, read: (item: Body) => T): T[] {
  const value = body[field] ?? [];
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw new ColoError('FORGE_MISUSE', `${field} is not a list of objects`);
  }
  return value.map(read);
}

function readUser(item: Body): Seed['users'][number] {
  const token = optionalString(item, 'users', 'token');
  const type = optionalChoice(item, 'users', 'type', ['User', 'Organization', 'Bot']) ?? 'User';
  return { login: requireString(item, 'users', 'login'), type, ...(token === undefined ? {} : { token }) };
}

function readRepository(item: Body): Seed['repositories'][number] {
  return {
    owner: requireString(item, 'repositories', 'owner'),
    name: requireString(item, 'repositories', 'name'),
    private: optionalBoolean(item, 'repositories', 'private') ?? false,
    permissions: readWords(item, 'permissions', ROLES),
    requiredStatusChecks: optionalNames(item, 'repositories', 'requiredStatusChecks'),
  };
}

function readApp(item: Body): Seed['apps'][number] {
  const appId = item['appId'];
  if (typeof appId !== 'number' || !Number.isInteger(appId)) {
    throw new ColoError('FORGE_MISUSE', 'appId of an app is not a whole number');
  }
  const webhookUrl = optionalString(item, 'apps', 'webhookUrl');
  return {
    appId,
    slug: requireString(item, 'apps', 'slug'),
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
    webhookSecret: requireString(item, 'apps', 'webhookSecret'),
    permissions: readWords(item, 'permissions', LEVELS),
    events: optionalNames(item, 'apps', 'events') ?? [],
    installOn: optionalNames(item, 'apps', 'installOn') ?? [],
  };
}

function readWords<T extends string>(item: Body, field: string, words: readonly T[]): Record<string, T> {
  const value = item[field] ?? {};
  const found: Record<string, T> = {};
  if (!isRecord(value)) {
    throw new ColoError('FORGE_MISUSE', `${field} is not an object`);
  }
  for (const name of Object.keys(value)) {
    const word = optionalChoice(value, field, name, words);
    if (word !== undefined) {
      found[name] = word;
    }
  }
  return found;
}
