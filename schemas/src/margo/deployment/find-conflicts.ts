import type { Diagnostic } from '../../documents/diagnostic.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { makeDiagnostic, type Spot } from '../../documents/make-diagnostic.ts';
import { ownValue } from '../../resolve/own-value.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { writeJsonText } from './json-text.ts';
import { annotationPath, hostPath, type MargoDeployment, optionalFactNames } from './margo-deployment.ts';

/** Where documents of one deployment contradict each other; each fault is at the later one and names both places. */
export function findConflicts(group: readonly MargoDeployment[]): readonly Diagnostic[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  return [
    ...others.flatMap((other) => compare(first, other)),
    ...findHostsTwice(group),
    ...findShared(group),
  ];
}

/** Something that all hosts of a deployment have in common. */
interface Part {
  readonly name: string;
  readonly path: readonly PathStep[];
  readonly value: unknown;
}

function listParts({ dialect, facts, ...deployment }: MargoDeployment): readonly Part[] {
  const profile = ['spec', 'deploymentProfile'];
  const common = ['version', 'profile', 'source-repository', 'source-path', 'source-commit', 'source-digest'];
  const names = [...common, ...optionalFactNames] as readonly (keyof typeof facts)[];
  return [
    {
      name: 'applicationId',
      path: dialect === 'rc3' ? ['spec', 'applicationId'] : ['metadata', 'annotations', 'applicationId'],
      value: deployment.applicationId,
    },
    ...names.map((name) => ({ name: `colo.dev/${name}`, path: annotationPath(name), value: facts[name] })),
    { name: 'the profile type', path: [...profile, 'type'], value: deployment.type },
    { name: 'the components', path: [...profile, 'components'], value: deployment.components },
    { name: 'colo.dev/overrides', path: annotationPath('overrides'), value: deployment.overrides },
    {
      name: 'the parameters and their targets',
      path: ['spec', 'parameters'],
      value: Object.fromEntries(
        Object.entries(deployment.parameters).map(([name, { targets }]) => [name, targets]),
      ),
    },
  ];
}

function compare(first: MargoDeployment, other: MargoDeployment): readonly Diagnostic[] {
  const parts = listParts(first);
  return listParts(other).flatMap(({ name, path, value }, index) => {
    const earlier = parts[index];
    if (earlier === undefined || toText(earlier.value) === toText(value)) return [];
    const said = `deployment ${other.id}: ${name} ${value === undefined ? 'is missing here and there' : 'is not as'} at`;
    return [conflict(said, other.parsed.locate(path), first.parsed.locate(earlier.path))];
  });
}

function toText(value: unknown): string | undefined {
  return value === undefined ? undefined : writeJsonText(value);
}

function findHostsTwice(group: readonly MargoDeployment[]): readonly Diagnostic[] {
  const seen = new Map<string | undefined, MargoDeployment>();
  return group.flatMap((each) => {
    const { host } = each.facts;
    const earlier = seen.get(host);
    seen.set(host, earlier ?? each);
    if (earlier === undefined) return [];
    const said = `deployment ${each.id} has host ${toSafeText(String(host), 80)} here and at`;
    const place = each.parsed.locate(hostPath(each.dialect));
    return [conflict(said, place, earlier.parsed.locate(hostPath(earlier.dialect)))];
  });
}

/** The value of the deployment is one. */
function findShared(group: readonly MargoDeployment[]): readonly Diagnostic[] {
  const seen = new Map<string, { readonly text: string; readonly from: MargoDeployment }>();
  const path = annotationPath('shared-values');
  return group.flatMap((each) =>
    Object.keys(each.sharedValues ?? {}).flatMap((name) => {
      const text = writeJsonText(ownValue(each.sharedValues, name));
      const earlier = seen.get(name);
      if (earlier === undefined) seen.set(name, { text, from: each });
      if (earlier === undefined || earlier.text === text) return [];
      const said = `deployment ${each.id}: the value of ${toSafeText(name, 80)} in colo.dev/shared-values is not as at`;
      return [conflict(said, each.parsed.locate(path), earlier.from.parsed.locate(path))];
    }),
  );
}

/** Documents of two sites do not become one desired state. */
export function findOtherSites(deployments: readonly MargoDeployment[]): readonly Diagnostic[] {
  const [first, ...others] = deployments;
  if (first === undefined) return [];
  const path = annotationPath('site');
  return others.flatMap(({ facts, parsed }) => {
    if (facts.site === first.facts.site) return [];
    const said = `site ${toSafeText(String(facts.site), 120)} here is not site ${toSafeText(String(first.facts.site), 120)} at`;
    const fix = 'Import the documents of one site at a time.';
    return [conflict(said, parsed.locate(path), first.parsed.locate(path), fix)];
  });
}

function conflict(said: string, place: Spot, { file, line, column }: Spot, fix?: string): Diagnostic {
  const message = `${said} ${toSafeText(file, 200)}:${line}:${column}`;
  return makeDiagnostic('MARGO_DEPLOYMENT_CONFLICT', message, place, fix === undefined ? {} : { fix });
}
