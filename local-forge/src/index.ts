export type { Forge, ForgeFaults, ForgeLogEntry, ForgeOptions, RepositoryHandle } from './forge-types.ts';
export { startForge } from './start-forge.ts';
