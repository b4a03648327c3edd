import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A whole document with the keys of a snippet laid over it; entries of lists meet by their place. Nothing is lost. */
export function mergeSnippet(document: string, snippet: string): string {
  const merged = parseDocument(document);
  const over = parseDocument(snippet);
  if (!isMap(merged.contents) || !isMap(over.contents)) throw new Error('both must be maps');
  mergeMaps(merged.contents, over.contents);
  return (merged satisfies Document).toString({ lineWidth: 0 });
}

function mergeMaps(target: YAMLMap, over: YAMLMap): void {
  for (const pair of over.items) {
    const there = target.items.find(({ key }) => keyOf(key) === keyOf(pair.key));
    if (there === undefined) target.items.push(pair);
    else if (isMap(there.value) && isMap(pair.value)) mergeMaps(there.value, pair.value);
    else if (isSeq(there.value) && isSeq(pair.value)) mergeLists(there.value, pair.value);
    else there.value = pair.value;
  }
}

function mergeLists(target: YAMLSeq, over: YAMLSeq): void {
  for (const [index, item] of over.items.entries()) {
    const there = target.items[index];
    if (isMap(there) && isMap(item)) mergeMaps(there, item);
    else target.items[index] = item;
  }
  if (!over.items.some((item) => isMap(item))) target.items.length = over.items.length;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : stringify(key);
}
