/** A tag or digest at the end of an OCI reference: what changes from version to version. */
const OCI_VERSION = /(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]+)?$/;
const MAX_SOURCE_LENGTH = 1000;

/**
 * Where a component comes from, without what changes from version to version: the chart's or image's repository, or
 * the place inside the package. Equal component digests have equal sources.
 */
export function describeSource(properties: Readonly<Record<string, unknown>>): string {
  const repository = properties['repository'];
  if (typeof repository === 'string') return bound(dropVersion(repository));
  const location = properties['packageLocation'];
  if (typeof location === 'string') return bound(normalizePath(location));
  return 'package';
}

function dropVersion(repository: string): string {
  const slash = repository.lastIndexOf('/');
  return repository.slice(0, slash + 1) + repository.slice(slash + 1).replace(OCI_VERSION, '');
}

function normalizePath(location: string): string {
  const path = location.split('/').filter((segment) => segment !== '.' && segment !== '');
  return location.includes('://') ? location : `package/${path.join('/')}`;
}

function bound(source: string): string {
  return source.length <= MAX_SOURCE_LENGTH ? source : source.slice(0, MAX_SOURCE_LENGTH);
}
