export type { Forge, ForgeFaults, ForgeLogEntry, RepositoryHandle } from './forge-types.ts';
export { startForge } from './start-forge.ts';
