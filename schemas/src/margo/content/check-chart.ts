import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { PackageComponent } from '../app-package.ts';
import type { PolicyRule } from './package-policy.ts';

/** What is wrong with a chart, at one of the component's keys. `rule`: it only counts as the fleet policy says. */
export interface ChartFault {
  readonly key: 'name' | 'repository' | 'revision';
  readonly code: ErrorCode;
  readonly message: string;
  readonly rule?: PolicyRule;
}

/** Helm's limit for the name of a release. */
const MAX_RELEASE = 53;

const ADDRESS =
  /^oci:\/\/(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+(?<digest>@sha256:[0-9a-f]{64})?$/;

/** A leading v is helm's own leniency; the dialect that forbids it does so in its schema. */
const SEMVER =
  /^v?(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** A helm component: the chart's address and version, and a name that a release can have. */
export function checkChart({ name, properties }: PackageComponent): readonly ChartFault[] {
  const { repository, revision } = properties;
  const found: ChartFault[] = [];
  const place = `component ${name}`;
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name) || name.length > MAX_RELEASE) {
    const message = `${place} cannot be a helm release: its name must have at most ${MAX_RELEASE} letters, digits and inner dashes`;
    found.push({ key: 'name', code: 'MARGO_CHART_INVALID', message });
  }
  if (typeof repository === 'string') found.push(...checkRepository(place, repository));
  if (typeof revision === 'string' && !SEMVER.test(revision)) {
    const message = `the revision ${toSafeText(revision, 60)} of ${place} is no version such as 1.2.3`;
    found.push({ key: 'revision', code: 'MARGO_CHART_INVALID', message });
  }
  return found;
}

function checkRepository(place: string, repository: string): readonly ChartFault[] {
  const match = ADDRESS.exec(repository);
  if (match?.groups?.['digest'] !== undefined) return [];
  const key = 'repository';
  // What is refused for a password must not show it.
  const shown = toSafeText(repository.replace(/\/\/[^/]*@/, '//…@'), 120);
  if (match !== null) {
    const message = `the chart ${shown} of ${place} is pinned by no digest; the node fetches it by its version`;
    return [{ key, code: 'MARGO_CHART_UNPINNED', message, rule: 'unpinnedCharts' }];
  }
  const message = `the repository ${shown} of ${place} ${describeAddress(repository)}`;
  return [{ key, code: 'MARGO_CHART_INVALID', message }];
}

function describeAddress(repository: string): string {
  if (!repository.startsWith('oci://')) return 'does not start with oci://';
  if (/^oci:\/\/[^/]*@/.test(repository)) return 'holds a user or a password';
  if (/[?#]/.test(repository)) return 'has a query or a fragment';
  if (/:[^/@]*$/.test(repository.replace(/@.*$/, '').replace(/^oci:\/\/[^/]*/, ''))) {
    return 'has a tag, which revision already gives';
  }
  if (repository.includes('@')) return 'has a digest that is not sha256: and 64 digits';
  return 'is not oci://host/path in lower case';
}
