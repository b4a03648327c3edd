import type { Credential } from '@colo/schemas/documents/lo-config';
import type { PluginSettings } from '../config/settings.ts';
import type { Logger } from '../daemon/logger.ts';
import type { Report } from '../report/report.ts';

/** What a reporter may use of its LO. */
export interface ReporterEnvironment {
  readonly site: string;
  /** `owner/name` of the infra repo, where it is known. */
  readonly repository: string | undefined;
  /** The credential that LO reads the infra repo with. */
  readonly credential: Credential | undefined;
  readonly log: Logger;
}

export interface ReporterCapabilities {
  /** True when reports leave the site. */
  readonly remote: boolean;
}

/** A reporter made ready by its settings. */
export interface ReportSender {
  /**
   * Delivers one report. The same report may come twice; the second time changes nothing.
   *
   * @throws ColoError LO_REPORT_UNDELIVERED (transient; `data.retryAfterSeconds` when the other side said),
   *   LO_REPORT_NOT_ALLOWED, LO_CREDENTIAL_UNUSABLE (somebody has to put something right; kept until then),
   *   LO_REPORT_SPACED (this report alone waits, for `data.retryAfterSeconds`), LO_REPORT_FULL (its commit takes no more of
   *   its context), or LO_REPORT_REFUSED (it can never be taken)
   */
  send(report: Report, signal: AbortSignal): Promise<void>;
}

/** Where reports go. A reporter never decides anything, and its failure never fails a deployment. */
export interface Reporter {
  readonly id: string;
  /** One or two sentences for `lo help reporters`. */
  readonly help: string;
  /** JSON Schema of its settings. */
  readonly configSchema: Readonly<Record<string, unknown>>;
  readonly capabilities: ReporterCapabilities;
  /** @param settings already checked against `configSchema` */
  create(settings: PluginSettings, environment: ReporterEnvironment): ReportSender;
}
