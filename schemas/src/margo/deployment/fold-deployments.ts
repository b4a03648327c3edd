import { compareCodePoints } from '../../digests/compare-code-points.ts';
import { ownValue } from '../../resolve/own-value.ts';
import { writeJsonText } from './json-text.ts';
import type { MargoDeployment, Values } from './margo-deployment.ts';

/** One entry of a desired state, and the documents that it was folded from, by host. */
export interface FoldedDeployment {
  readonly entry: Values;
  /** In the order of `entry.hosts`. */
  readonly documents: readonly MargoDeployment[];
}

/** Documents of one site as the entries of its desired state: one for each deployment, sorted. */
export function foldDeployments(deployments: readonly MargoDeployment[]): readonly FoldedDeployment[] {
  return groupById(deployments)
    .map(foldGroup)
    .sort((left, right) => compareDocuments(left.documents[0], right.documents[0]));
}

/** Documents by deployment, in the order of their appearance. */
export function groupById(deployments: readonly MargoDeployment[]): readonly (readonly MargoDeployment[])[] {
  const groups = new Map<string, MargoDeployment[]>();
  for (const each of deployments) {
    const group = groups.get(each.id);
    if (group === undefined) groups.set(each.id, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function compareDocuments(left: MargoDeployment | undefined, right: MargoDeployment | undefined): number {
  if (left === undefined || right === undefined) return 0;
  return compareCodePoints(left.applicationId, right.applicationId) || compareCodePoints(left.id, right.id);
}

function foldGroup(group: readonly MargoDeployment[]): FoldedDeployment {
  const documents = [...group].sort((left, right) => compareCodePoints(hostOf(left), hostOf(right)));
  const [first] = documents;
  if (first === undefined) return { entry: {}, documents };
  const { facts } = first;
  const parameters = Object.fromEntries(
    Object.entries(first.parameters).map(([name, { targets }]) => [
      name,
      { value: chooseValue(documents, name), targets },
    ]),
  );
  const own = documents.flatMap((document) => {
    const values = listOwnValues(document, parameters);
    return values === undefined ? [] : [[hostOf(document), values] as const];
  });
  const reason = facts['hold-reason'];
  const entry = {
    id: first.id,
    applicationId: first.applicationId,
    version: facts.version,
    source: {
      repository: facts['source-repository'],
      path: facts['source-path'],
      commit: facts['source-commit'],
      digest: facts['source-digest'],
    },
    hosts: documents.map(hostOf),
    profile: { id: facts.profile, type: first.type, components: first.components },
    overrides: first.overrides,
    parameters,
    hostParameters: own.length === 0 ? undefined : Object.fromEntries(own),
    track: facts.track,
    hold: reason === undefined ? undefined : { reason, by: facts['hold-by'] },
  };
  return { entry: withoutNothing(entry), documents };
}

function hostOf({ facts }: MargoDeployment): string {
  return facts.host ?? '';
}

/** The value of the deployment: as a host's annotation says, else what most hosts have; of equals, the first. */
function chooseValue(documents: readonly MargoDeployment[], name: string): unknown {
  const said = documents.find(({ sharedValues }) => ownValue(sharedValues, name) !== undefined);
  if (said !== undefined) return ownValue(said.sharedValues, name);
  const counts = new Map<string, { readonly value: unknown; count: number }>();
  for (const { parameters } of documents) {
    const value = ownValue(parameters, name)?.value;
    const text = writeJsonText(value);
    const known = counts.get(text) ?? { value, count: 0 };
    known.count += 1;
    counts.set(text, known);
  }
  const [most] = [...counts.values()].sort((left, right) => right.count - left.count);
  return most?.value;
}

/** The values that this host has of its own, by annotation or because they differ. */
function listOwnValues(
  { parameters, sharedValues }: MargoDeployment,
  shared: Readonly<Record<string, { readonly value: unknown }>>,
): Values | undefined {
  const own = Object.entries(parameters).filter(
    ([name, { value }]) =>
      ownValue(sharedValues, name) !== undefined ||
      writeJsonText(value) !== writeJsonText(ownValue(shared, name)?.value),
  );
  if (own.length === 0 && sharedValues === undefined) return undefined;
  return Object.fromEntries(own.map(([name, { value }]) => [name, value]));
}

function withoutNothing(record: Values): Values {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
