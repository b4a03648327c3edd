import type { LoConfig } from '@colo/schemas/documents/lo-config';
import { ColoError } from '@colo/schemas/errors';
import { LEASE_SECONDS } from '../node/host-lease.ts';
import { checkRepositoryAddress, deriveRepositoryName } from './repository-address.ts';
import { resolveRuntimeGuard } from './resolve-runtime-guard.ts';
import type { Settings } from './settings.ts';

const SECOND_MS = 1000;
const DEFAULT_POLL_SECONDS = 30;
const DEFAULT_HOSTS_AT_ONCE = 16;
const DEFAULT_DRIFT_SECONDS = 300;
const DEFAULT_RETRY_SECONDS = 5;
const DEFAULT_RETRY_MAX_SECONDS = 300;
const DEFAULT_MIN_READY_SECONDS = 10;
const DEFAULT_CONNECT_SECONDS = 10;

/**
 * Fills in every default of a configuration that passed its schema, and checks what a schema cannot.
 *
 * @throws ColoError LO_CONFIG_INVALID
 */
export function resolveSettings(config: LoConfig): Settings {
  const { infra, wake } = config;
  checkRepositoryAddress(infra.repository, infra.credential !== undefined);
  if (wake?.port !== undefined && wake.secret === undefined)
    throw new ColoError('LO_CONFIG_INVALID', 'wake.port is set without wake.secret.', {
      fix: 'Add wake.secret, so that only the infra repo can wake this site.',
    });
  return {
    site: config.site,
    stateDir: config.stateDir,
    identityFile: config.identityFile,
    infra: {
      repository: infra.repository,
      name: infra.name ?? deriveRepositoryName(infra.repository),
      branch: infra.branch ?? 'main',
      eventsBranch: infra.eventsBranch ?? 'colo/events',
      credential: infra.credential,
      pollMs: (infra.pollSeconds ?? DEFAULT_POLL_SECONDS) * SECOND_MS,
    },
    markedAs: infra.formerRepository ?? infra.repository,
    hostConcurrency: config.concurrency?.hosts ?? DEFAULT_HOSTS_AT_ONCE,
    drift: {
      everyMs: (config.drift?.everySeconds ?? DEFAULT_DRIFT_SECONDS) * SECOND_MS,
      mode: config.drift?.mode ?? 'heal',
    },
    retry: {
      initialMs: (config.retry?.initialSeconds ?? DEFAULT_RETRY_SECONDS) * SECOND_MS,
      maxMs: (config.retry?.maxSeconds ?? DEFAULT_RETRY_MAX_SECONDS) * SECOND_MS,
    },
    leaseSeconds: LEASE_SECONDS,
    timeouts: {
      connectMs: (config.timeouts?.connectSeconds ?? DEFAULT_CONNECT_SECONDS) * SECOND_MS,
      installSeconds: config.timeouts?.installSeconds,
      healthSeconds: config.timeouts?.healthSeconds,
      minReadySeconds: config.timeouts?.minReadySeconds ?? DEFAULT_MIN_READY_SECONDS,
    },
    guard: {
      runtimes: config.guard?.runtimes ?? ['compose', 'process'],
      runtime: resolveRuntimeGuard(config.guard?.compose),
      removals: config.guard?.removals,
      rewind: config.guard?.rewind ?? false,
    },
    secrets: config.secrets ?? {},
    secretIdentityFile: config.secretIdentity?.file,
    transports: config.transports ?? {},
    runtimes: config.runtimes ?? {},
    hosts: config.hosts ?? {},
    reporters: (config.reporters ?? [{ type: 'log' }]).map((reporter) => ({
      type: reporter.type,
      settings: reporter.settings ?? {},
    })),
    wake: { port: wake?.port, secret: wake?.secret },
    logLevel: config.log?.level ?? 'info',
  };
}
