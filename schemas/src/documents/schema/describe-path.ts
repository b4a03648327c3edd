import { toSafeText } from '../../text/to-safe-text.ts';
import type { PathStep } from '../json-pointer.ts';

/** Longest path that a message shows. */
const SHOWN = 160;

/** A path as people write it: `spec.hosts[0].port`; `the document` for the whole. */
export function describePath(path: readonly PathStep[], value: unknown): string {
  if (path.length === 0) return 'the document';
  let text = '';
  let parent = value;
  for (const step of path) {
    const isIndex = Array.isArray(parent);
    if (isIndex) text += `[${step}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(String(step))) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
    parent = childOf(parent, step);
  }
  return toSafeText(text, SHOWN);
}

/** The value one step below another, or undefined. */
export function childOf(parent: unknown, step: PathStep): unknown {
  if (Array.isArray(parent)) return parent[Number(step)];
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.getOwnPropertyDescriptor(parent, String(step))?.value;
}
