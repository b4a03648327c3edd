export { listComponentFiles } from '../margo/list-component-files.ts';
export { resolveHosts } from '../resolve/resolve-hosts.ts';
export type { ResolvedApplication, ResolvedComponent, ResolvedHost } from '../resolve/resolved.ts';
export { listSecretUses, type SecretUse, sealComponent } from '../resolve/seal-component.ts';
export { isSecretReference } from '../resolve/secret-reference.ts';
