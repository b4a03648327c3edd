export * from './commands/index.ts';
export { type RunningCo, type StartOptions, startCo, webhookPath } from './server.ts';
