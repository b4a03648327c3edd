export * from './commands/index.ts';
export { type RunningCo, startCo, webhookPath } from './server.ts';
export type { StartOptions } from './start-options.ts';
