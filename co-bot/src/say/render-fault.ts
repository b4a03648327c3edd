import type { Diagnostic } from '@colo/schemas/diagnostics';
import { toSafeMarkdown } from '@colo/schemas/text';
import type { PlacedFault } from '../engine/place-faults.ts';
import { type FaultMarker, formatMarker } from './markers.ts';

/** A comment on a diff: the rule, what is wrong, and what to do. */
export function renderFaultComment({ id, line, diagnostic }: PlacedFault, isInPlace: boolean): string {
  const { code, message, fix } = diagnostic;
  const parts = [`**\`${code}\`** ${toSafeMarkdown(message, 1_000)}`, toSafeMarkdown(fix, 600)];
  if (!isInPlace || line === undefined) parts.push(describePlace(diagnostic));
  const marker = { kind: 'fault', id, ...(line === undefined ? {} : { line }), state: 'open' } as const;
  return [...parts, formatMarker(marker)].join('\n\n');
}

function describePlace({ line, column }: Diagnostic): string {
  return `It is in line ${line}, column ${column}.`;
}

/** What a comment says whose fault is gone, where people answered it: what it was about stays readable. */
export function renderFixedComment(body: string, { id }: FaultMarker, head: string): string {
  const before = body.replace(/\r\n/gu, '\n').replace(/\s*<!-- colo:fault [^\n]*-->\s*$/u, '');
  const fixed = `**Fixed** in \`${head.slice(0, 10)}\`. It was:`;
  return [fixed, before, formatMarker({ kind: 'fault', id, state: 'fixed' })].join('\n\n');
}
