import type { PackageContent } from '../package-content.ts';
import { resolveInside } from './resolve-inside.ts';

/** What a component's `packageLocation` leads to. */
export type ComponentLocation =
  | { readonly kind: 'none' }
  | { readonly kind: 'remote'; readonly address: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

/** A scheme, or a bare `host.example/path` with a port or user; a Windows drive letter is no scheme. */
const ADDRESS = /^[a-z][a-z0-9+.-]+:|^[^/]+@/i;

export function locateComponent(
  properties: Readonly<Record<string, unknown>>,
  content: PackageContent,
): ComponentLocation {
  const { packageLocation, repository } = properties;
  if (typeof packageLocation !== 'string') {
    return typeof repository === 'string' ? { kind: 'remote', address: repository } : { kind: 'none' };
  }
  if (ADDRESS.test(packageLocation)) return { kind: 'remote', address: packageLocation };
  const path = packageLocation.includes('$') ? undefined : resolveInside('', packageLocation);
  if (path === undefined) return { kind: 'outside' };
  if (content.files.some((file) => file.path === path)) return { kind: 'file', path };
  const isFolder = path === '' || content.files.some((file) => file.path.startsWith(`${path}/`));
  return isFolder ? { kind: 'folder', path } : { kind: 'missing', path };
}

/** The compose file of a compose component, or undefined where it has none that can be used. */
export function findComposeFile(location: ComponentLocation, content: PackageContent): string | undefined {
  if (location.kind === 'file') return /\.ya?ml$/.test(location.path) ? location.path : undefined;
  if (location.kind !== 'folder') return undefined;
  const path = location.path === '' ? 'compose.yaml' : `${location.path}/compose.yaml`;
  return content.files.some((file) => file.path === path) ? path : undefined;
}
