import type { PreparedComponent } from '../runtimes/runtime.ts';

export interface SiteTimeouts {
  readonly installSeconds: number | undefined;
  readonly healthSeconds: number | undefined;
  /** How long what has no health check must stay up before it counts as installed. */
  readonly minReadySeconds: number;
}

/** The site's deadlines, where the package gives none of its own. To stay up for some time prolongs the wait for health. */
export function applyTimeouts(
  prepared: PreparedComponent,
  properties: Readonly<Record<string, unknown>>,
  timeouts: SiteTimeouts,
): PreparedComponent {
  const { installSeconds, healthSeconds } = properties['timeout'] === undefined ? timeouts : {};
  const { limits, settings } = prepared;
  const minReady = settings['MIN_READY'] ?? String(timeouts.minReadySeconds);
  return {
    ...prepared,
    settings: { ...settings, MIN_READY: minReady },
    limits: {
      ...limits,
      installSeconds: installSeconds ?? limits.installSeconds,
      healthSeconds: (healthSeconds ?? limits.healthSeconds) + Number(minReady),
    },
  };
}
