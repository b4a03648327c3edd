import type { CST } from 'yaml';

/**
 * The offset of the first token nested deeper than `limit`, or undefined. Runs before values are composed, which
 * recurses, and keeps its own stack.
 */
export function findDeepToken(roots: readonly CST.Token[], limit: number): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of roots) open.push({ token, depth: 0 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === 'document') {
      if (token.value !== undefined) open.push({ token: token.value, depth });
      continue;
    }
    if (!('items' in token)) continue;
    if (depth >= limit) return token.offset;
    for (const item of token.items) {
      if (item.key !== undefined && item.key !== null) open.push({ token: item.key, depth: depth + 1 });
      if (item.value !== undefined) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
