import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { Fault } from './fault.ts';
import { isRecord } from './is-record.ts';

const TEMPLATE = /\{\{[^{}\n]{0,200}\}\}/;

/** Placeholders left in the keys and values of a document that is valid YAML. */
export function findTemplateValues(value: unknown, path: readonly PathStep[] = []): readonly Fault[] {
  if (typeof value === 'string') {
    const found = TEMPLATE.exec(value);
    if (found === null) return [];
    const message = `the placeholder ${toSafeText(found[0], 80)} was left in`;
    return [{ code: 'MARGO_TEMPLATE_LEFT', path, message }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => findTemplateValues(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    const inKey = findTemplateValues(key, at).map((fault): Fault => ({ ...fault, atKey: true }));
    return [...inKey, ...findTemplateValues(item, at)];
  });
}

/** Placeholders in a text that is no valid YAML, mostly because of them: two braces without quotes are a map in a map. */
export function findTemplateLines(text: string, file: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const match = TEMPLATE.exec(line.replace(/(?:^|\s)#.*$/, ''));
    if (match === null) continue;
    const spot = { file, line: index + 1, column: match.index + 1, pointer: '' };
    const message = `the placeholder ${toSafeText(match[0], 80)} was left in`;
    found.push(makeDiagnostic('MARGO_TEMPLATE_LEFT', message, spot));
  }
  return found;
}
