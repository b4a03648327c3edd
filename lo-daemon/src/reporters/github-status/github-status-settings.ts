import type { Credential } from '@colo/schemas/documents/lo-config';
import { ColoError } from '@colo/schemas/errors';
import type { PluginSettings } from '../../config/settings.ts';
import type { ReporterEnvironment } from '../reporter.ts';

/** Settings of the reporter `github-status`, with what they leave open taken from the infra repo. */
export interface GithubStatusSettings {
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly credential: Credential;
  readonly targetUrl: string | undefined;
}

const DEFAULT_API_URL = 'https://api.github.com';

const credentialSchema = {
  oneOf: [
    {
      type: 'object',
      required: ['file'],
      additionalProperties: false,
      properties: { file: { type: 'string', minLength: 1 } },
    },
    {
      type: 'object',
      required: ['environment'],
      additionalProperties: false,
      properties: { environment: { type: 'string', pattern: '^[A-Z_][A-Z0-9_]*$' } },
    },
  ],
} as const;

export const githubStatusSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    apiUrl: {
      description: 'Address of the REST API; GitHub Enterprise: https://HOST/api/v3.',
      type: 'string',
      pattern: '^https?://',
    },
    repository: {
      description: 'owner/name; default: the infra repo.',
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+$',
    },
    credential: {
      description: 'Token with statuses: write; default: that of the infra repo.',
      ...credentialSchema,
    },
    targetUrl: { description: 'Link shown with each status.', type: 'string', pattern: '^https?://' },
  },
} as const;

/** @throws ColoError LO_CONFIG_INVALID when repository or credential is neither given nor known */
export function resolveGithubStatusSettings(
  settings: PluginSettings,
  environment: ReporterEnvironment,
): GithubStatusSettings {
  const repository = readText(settings['repository']) ?? environment.repository;
  const [owner, repo] = repository?.split('/') ?? [];
  const credential = readCredentialSetting(settings['credential']) ?? environment.credential;
  if (owner === undefined || repo === undefined)
    throw new ColoError('LO_CONFIG_INVALID', 'The reporter github-status needs the name of the repository.', {
      fix: 'Set infra.name, or settings.repository of the reporter, to owner/name.',
    });
  if (credential === undefined)
    throw new ColoError('LO_CONFIG_INVALID', 'The reporter github-status needs a credential.', {
      fix: 'Set infra.credential, or settings.credential of the reporter.',
    });
  return {
    apiUrl: (readText(settings['apiUrl']) ?? DEFAULT_API_URL).replace(/\/+$/, ''),
    owner,
    repo,
    credential,
    targetUrl: readText(settings['targetUrl']),
  };
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readCredentialSetting(value: unknown): Credential | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('file' in value && typeof value.file === 'string') return { file: value.file };
  if ('environment' in value && typeof value.environment === 'string')
    return { environment: value.environment };
  return undefined;
}
