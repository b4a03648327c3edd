import { findRepeated } from '../../documents/find-repeated.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import type { StatusDocument, StatusEntry } from './status-document.ts';

/** States, worst first. */
const SEVERITY = ['failed', 'removing', 'installing', 'pending', 'removed', 'installed'];

/** The sandbox reports updates as such; since then they are installations. */
const SAME_STATE: Readonly<Record<string, string>> = { updating: 'installing', updated: 'installed' };

/** What a gateway reports of a child that it does not know, does not reach, or may not place itself. */
const GATEWAY_CODES = ['101', '102', '103'];

/** The overall state is that of the worst component, failures say why, and components stand once. */
export function checkStatus(document: StatusDocument): readonly Fault[] {
  const { status, components } = document;
  const repeated = findRepeated(components.map(({ name }) => name)).map(({ word, index }): Fault => {
    const message = `the component ${toSafeText(word, 80)} has two entries`;
    return { code: 'MARGO_STATUS_COMPONENT_TWICE', path: ['components', index, 'name'], message };
  });
  return [
    ...checkOverall(document),
    ...checkError(status, 'the deployment', ['status']),
    ...components.flatMap(checkSource),
    ...components.flatMap((component, index) =>
      checkError(component, `the component ${toSafeText(component.name, 80)}`, ['components', index]),
    ),
    ...repeated,
  ];
}

function checkOverall({ status, components }: StatusDocument): readonly Fault[] {
  const found = components.map(({ state }) => normalizeState(state));
  const worst = SEVERITY.find((state) => found.includes(state));
  const overall = normalizeState(status.state);
  const isExcused = overall === 'failed' && isOfGateway(status.error);
  if (worst === undefined || worst === overall || isExcused) return [];
  const culprit = components.find(({ state }) => normalizeState(state) === worst);
  const name = toSafeText(culprit?.name ?? '', 80);
  const word = culprit?.state ?? worst;
  const message = `the overall state is ${status.state}, but the worst component, ${name}, is ${word}`;
  return [{ code: 'MARGO_STATUS_NOT_WORST', path: ['status', 'state'], message, fix: `Write ${word}.` }];
}

function checkError(entry: StatusEntry, what: string, path: readonly PathStep[]): readonly Fault[] {
  if (normalizeState(entry.state) !== 'failed') return [];
  const { error } = entry;
  const missing = (['code', 'message'] as const).filter((key) => (error?.[key] ?? '').trim() === '');
  if (missing.length === 0) return [];
  if (error === undefined) {
    const message = `${what} is failed, but has no error`;
    return [{ code: 'MARGO_STATUS_ERROR_MISSING', path: [...path, 'state'], message }];
  }
  const message = `${what} is failed, but its error has no ${missing.join(' and no ')}`;
  const fix = `Fill in ${missing.join(' and ')}.`;
  return [{ code: 'MARGO_STATUS_ERROR_MISSING', path: [...path, 'error'], message, fix, atKey: true }];
}

/** An error of a component names it as its source; one of a gateway names the gateway. */
function checkSource({ name, error }: StatusDocument['components'][number], index: number): readonly Fault[] {
  const source = error?.source?.trim() ?? '';
  if (source === '' || source === name || isOfGateway(error)) return [];
  const message = `the error of the component ${toSafeText(name, 80)} has the source ${toSafeText(source, 80)}`;
  const path = ['components', index, 'error', 'source'];
  return [{ code: 'MARGO_STATUS_SOURCE_WRONG', path, message, fix: `Write ${toSafeText(name, 80)}.` }];
}

/** True for what a gateway says of its child, rather than the child of itself. */
export function isOfGateway(error: StatusEntry['error']): boolean {
  return GATEWAY_CODES.includes(error?.code ?? '');
}

/** Early dialects write states with a capital. */
function normalizeState(state: string): string {
  const word = state.toLowerCase();
  return SAME_STATE[word] ?? word;
}
