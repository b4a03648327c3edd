import type { CoConfig } from '@colo/schemas/documents/co-config';
import type { Probot } from 'probot';

/** What CO needs to start. */
export interface StartOptions {
  readonly config: CoConfig;
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** Webhook secret. */
  readonly secret: string;
  /** Secret of signed wake-ups; without one there are none. */
  readonly wakeSecret?: string;
  /** REST base address, for GitHub Enterprise Server `https://HOST/api/v3`; default: github.com. */
  readonly baseUrl?: string;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on; default: the loopback address. */
  readonly host?: string;
  readonly log?: Probot['log'];
  /** False: no pauses between writes and no retries by Octokit. For servers that are not GitHub. */
  readonly throttle?: boolean;
  /** Milliseconds before work that failed for a passing reason is tried again. */
  readonly retryMs?: number;
  readonly now?: () => Date;
}
