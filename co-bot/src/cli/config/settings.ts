import { ColoError } from '@colo/schemas/errors';
import type { CommandArguments } from '../program/arguments.ts';
import type { CliIo } from '../program/cli-io.ts';
import { checkApiUrl, GITHUB_API } from './check-api-url.ts';
import { readToken } from './read-token.ts';
import { parseRepositoryName, type RepositoryName } from './repository-name.ts';

/** Which repositories, which forge, which token: read when first asked for, so that offline commands need none. */
export interface Settings {
  /** Throws CLI_NOT_CONFIGURED where nobody said which repo it is. */
  infra(): Promise<RepositoryName>;
  registry(): Promise<RepositoryName>;
  /** Base of the REST API, without a slash at the end. */
  api(): Promise<string>;
  /** Undefined where none was given. */
  token(): Promise<string | undefined>;
}

/** Order: command line, environment, the checkout's .colo/config.yaml, the user's own configuration file. */
export function createSettings(args: CommandArguments, io: CliIo): Settings {
  const configs = remember(async () => (await import('./find-configs.ts')).findConfigs(io));
  return {
    async infra() {
      const { checkout, user } = await configs();
      return chooseRepository('infra', [
        args.text('repo-infra'),
        io.env['COLO_INFRA'],
        checkout.infra,
        user.infra,
      ]);
    },
    async registry() {
      const { checkout, user } = await configs();
      return chooseRepository('registry', [
        args.text('repo-registry'),
        io.env['COLO_REGISTRY'],
        checkout.registry,
        user.registry,
      ]);
    },
    async api() {
      const { user } = await configs();
      const chosen = firstKnown([args.text('api'), io.env['GITHUB_API_URL'], user.api]);
      return checkApiUrl(chosen ?? GITHUB_API);
    },
    async token() {
      const { user } = await configs();
      return await readToken(args.text('token-file') ?? user.tokenFile, io);
    },
  };
}

function chooseRepository(
  which: 'infra' | 'registry',
  candidates: readonly (string | undefined)[],
): RepositoryName {
  const chosen = firstKnown(candidates);
  if (chosen !== undefined) return parseRepositoryName(chosen);
  throw new ColoError('CLI_NOT_CONFIGURED', `no ${which} repo is known`, {
    fix: `Give --repo-${which} OWNER/NAME, set COLO_${which.toUpperCase()}, or write ${which}: OWNER/NAME to .colo/config.yaml.`,
  });
}

/** An empty variable or key counts as absent: that is how shells and CI systems "unset" things. */
function firstKnown(candidates: readonly (string | undefined)[]): string | undefined {
  return candidates.find((candidate) => candidate !== undefined && candidate !== '');
}

function remember<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}
