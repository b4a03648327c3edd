export { main } from './cli/main.ts';
export { loadSettings } from './config/load-settings.ts';
export { resolveSettings } from './config/resolve-settings.ts';
export type { Settings } from './config/settings.ts';
export { Daemon } from './daemon/daemon.ts';
export type { LoStatus } from './daemon/describe-status.ts';
export { createLogger, type Logger } from './daemon/logger.ts';
export { runDaemon } from './daemon/run-daemon.ts';
export type { Reporter, ReporterEnvironment, ReportSender } from './reporters/reporter.ts';
