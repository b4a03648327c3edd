import type { PreparedComponent } from '../runtimes/runtime.ts';

export interface SiteTimeouts {
  readonly installSeconds: number | undefined;
  readonly healthSeconds: number | undefined;
}

/** The site's deadlines, where the package gives none of its own. */
export function applyTimeouts(
  prepared: PreparedComponent,
  properties: Readonly<Record<string, unknown>>,
  timeouts: SiteTimeouts,
): PreparedComponent {
  if (properties['timeout'] !== undefined) return prepared;
  const { installSeconds, healthSeconds } = timeouts;
  return {
    ...prepared,
    limits: {
      ...prepared.limits,
      ...(installSeconds === undefined ? {} : { installSeconds }),
      ...(healthSeconds === undefined ? {} : { healthSeconds }),
    },
  };
}
