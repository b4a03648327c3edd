export { Refusal } from './answers/refusal.ts';
export type {
  AppHandle,
  AppOptions,
  Delivery,
  DeliveryFacts,
  DeliveryRequest,
  Forge,
  ForgeFaults,
  ForgeLogEntry,
  ForgeOptions,
  Level,
  Permissions,
  RepositoryHandle,
  RestFault,
  Role,
  TokenOptions,
  UserHandle,
  UserType,
} from './forge-types.ts';
export { startForge } from './start-forge.ts';
