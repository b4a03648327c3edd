export { readLoConfig } from '../../documents/read-lo-config.ts';
export type { ComposeGuard, Credential, LoConfig, SecretConfig } from '../../generated/lo-config.ts';
