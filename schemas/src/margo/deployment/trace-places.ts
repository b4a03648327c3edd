import type { PathStep } from '../../documents/json-pointer.ts';
import { parsePointer } from '../../documents/json-pointer.ts';
import { startOf } from '../../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { FoldedDeployment } from './fold-deployments.ts';
import { annotationPath, hostPath, type MargoDeployment } from './margo-deployment.ts';

interface Place {
  readonly document: MargoDeployment;
  readonly path: readonly PathStep[];
}

/** A desired state whose values lie in the documents that it was folded from: faults are told where people wrote them. */
export function tracePlaces(value: unknown, folded: readonly FoldedDeployment[]): ParsedYaml {
  function find(path: string | readonly PathStep[]): Place | undefined {
    return findPlace(typeof path === 'string' ? parsePointer(path) : path, folded);
  }
  const nowhere = startOf('desiredstate.yaml');
  return {
    file: nowhere.file,
    value,
    locate(path) {
      const place = find(path);
      return place === undefined ? nowhere : place.document.parsed.locate(place.path);
    },
    locateKey(path) {
      const place = find(path);
      return place === undefined ? nowhere : place.document.parsed.locateKey(place.path);
    },
    rawScalar(path) {
      const place = find(path);
      return place?.document.parsed.rawScalar(place.path);
    },
    isPlain(path) {
      const place = find(path);
      return place?.document.parsed.isPlain(place.path) ?? false;
    },
  };
}

function findPlace(
  [, part, index, ...rest]: readonly PathStep[],
  folded: readonly FoldedDeployment[],
): Place | undefined {
  if (part === 'site') {
    const document = folded[0]?.documents[0];
    return document && { document, path: annotationPath('site') };
  }
  const documents = folded[Number(index)]?.documents ?? [];
  const [first] = documents;
  if (first === undefined) return undefined;
  const [key, ...below] = rest;
  if (key === 'hosts') {
    const document = documents[Number(below[0] ?? 0)] ?? first;
    return { document, path: hostPath(document.dialect) };
  }
  if (key === 'hostParameters') {
    const document = documents.find(({ facts }) => facts.host === below[0]) ?? first;
    const [, name] = below;
    return { document, path: name === undefined ? [] : parameterPath(document, [name, 'value']) };
  }
  return { document: first, path: toSourcePath(first, key, below) };
}

function toSourcePath(
  document: MargoDeployment,
  key: PathStep | undefined,
  below: readonly PathStep[],
): readonly PathStep[] {
  switch (key) {
    case 'id':
      return annotationPath('deployment-id');
    case 'applicationId':
      return document.dialect === 'rc3'
        ? ['spec', 'applicationId']
        : ['metadata', 'annotations', 'applicationId'];
    case 'profile':
      return below[0] === 'id' ? annotationPath('profile') : ['spec', 'deploymentProfile', ...below];
    case 'parameters':
      return parameterPath(document, below);
    case 'source':
    case 'hold':
      return annotationPath(`${key}-${String(below[0] ?? '')}`);
    case 'version':
    case 'track':
    case 'overrides':
      return annotationPath(key);
    default:
      return [];
  }
}

/** A parameter that spec.parameters does not have stands in an annotation, as a whole. */
function parameterPath({ carried }: MargoDeployment, below: readonly PathStep[]): readonly PathStep[] {
  return carried.includes(String(below[0])) ? annotationPath('parameters') : ['spec', 'parameters', ...below];
}
