import { type Document, isAlias, isCollection, isMap, isScalar, type LineCounter, type Node } from 'yaml';
import { formatPointer, type PathStep, parsePointer } from '../json-pointer.ts';
import type { Spot } from '../make-diagnostic.ts';

/** A document as plain values, with the way back from each value to its place in the text. */
export interface ParsedYaml {
  readonly file: string;
  /** Plain objects, arrays and scalars; no key can reach a prototype. */
  readonly value: unknown;
  /** Where a value starts; of a missing one, the nearest value around it. Takes a JSON Pointer or a path. */
  locate(path: string | readonly PathStep[]): Spot;
  /** Where the key of a value starts; of a list's entry and of the whole document, the value. */
  locateKey(path: string | readonly PathStep[]): Spot;
  /** A scalar as its author wrote it, without quotes: `1.0` where the value is the number 1. */
  rawScalar(path: string | readonly PathStep[]): string | undefined;
  /** Whether a scalar stands there without quotes and without a tag: other programs may read another value from it. */
  isPlain(path: string | readonly PathStep[]): boolean;
}

interface Found {
  readonly node: Node | null | undefined;
  readonly keyNode: Node | undefined;
}

/** Joins a composed document and its plain value. */
export function makeParsedYaml(
  file: string,
  value: unknown,
  document: Document.Parsed,
  lines: LineCounter,
): ParsedYaml {
  function toSpot(node: Node | null | undefined, path: readonly PathStep[]): Spot {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { file, line: Math.max(1, line), column: Math.max(1, col), pointer: formatPointer(path) };
  }
  return {
    file,
    value,
    locate(path) {
      const steps = toSteps(path);
      return toSpot(findNode(document, steps).node, steps);
    },
    locateKey(path) {
      const steps = toSteps(path);
      const found = findNode(document, steps);
      return toSpot(found.keyNode ?? found.node, steps);
    },
    rawScalar(path) {
      const { node } = findNode(document, toSteps(path));
      return isScalar(node) ? node.source : undefined;
    },
    isPlain(path) {
      const { node } = findNode(document, toSteps(path));
      return isScalar(node) && node.type === 'PLAIN' && node.tag === undefined;
    },
  };
}

function toSteps(path: string | readonly PathStep[]): readonly PathStep[] {
  return typeof path === 'string' ? parsePointer(path) : path;
}

/** Follows a path as far as it goes. */
function findNode(document: Document.Parsed, path: readonly PathStep[]): Found {
  let found: Found = { node: document.contents, keyNode: undefined };
  for (const step of path) {
    const next = findChild(document, found.node, String(step));
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function findChild(
  document: Document.Parsed,
  parent: Node | null | undefined,
  step: string,
): Found | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (!isCollection(node)) return undefined;
  if (isMap<Node, Node | null>(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
    return pair === undefined ? undefined : { node: pair.value ?? pair.key, keyNode: pair.key };
  }
  const item: unknown = node.items[Number(step)];
  return isNodeLike(item) ? { node: item, keyNode: undefined } : undefined;
}

function isNodeLike(item: unknown): item is Node {
  return isScalar(item) || isCollection(item) || isAlias(item);
}
