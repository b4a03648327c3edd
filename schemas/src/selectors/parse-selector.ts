import { assertGlob } from './glob.ts';
import type { Selector, SelectorPart } from './selector.ts';
import { assertCharacters, selectorError, sliceFrom, splitPiece, type TextPiece } from './selector-text.ts';

/** Long enough for some hundred site names; a fleet is chosen by glob, label or group. */
const MAX_SELECTOR_LENGTH = 10_000;

const HOST_PREFIX = 'host.';

/**
 * Reads a selector: terms joined by `,` (or), parts of a term joined by `&` (and). A part is a site glob with an
 * optional `:` and host glob, a site label `key=value` or `key!=value`, a host label `host.key=value`, or
 * `group=NAME`. A label that is absent differs from every value.
 *
 * @throws ColoError SELECTOR_INVALID with the column of the fault
 */
export function parseSelector(text: string): Selector {
  if (text.trim() === '') throw selectorError('it is empty; name sites, for example eu/berlin or eu/*', 1);
  if (text.length > MAX_SELECTOR_LENGTH)
    throw selectorError(`it is longer than ${MAX_SELECTOR_LENGTH} characters`, MAX_SELECTOR_LENGTH + 1);
  const terms = splitPiece({ text, column: 1 }, ',').map((term) => {
    if (term.text === '') throw selectorError('a term is missing', term.column);
    return { ...term, parts: splitPiece(term, '&').map(parsePart) };
  });
  return { text: text.trim(), terms };
}

function parsePart(piece: TextPiece): SelectorPart {
  if (piece.text === '') throw selectorError('a part is missing', piece.column);
  const equals = piece.text.indexOf('=');
  return equals < 0 ? parsePlace(piece) : parseLabel(piece, equals);
}

function parsePlace(piece: TextPiece): SelectorPart {
  const colon = piece.text.indexOf(':');
  const site = colon < 0 ? piece : { ...piece, text: piece.text.slice(0, colon) };
  assertGlob(site, 'the name of a site');
  if (colon < 0) return { kind: 'place', site: site.text };
  const host = sliceFrom(piece, colon + 1);
  assertGlob(host, 'the name of a host', /[a-z0-9*?-]/);
  return { kind: 'place', site: site.text, host: host.text };
}

function parseLabel(piece: TextPiece, equals: number): SelectorPart {
  const negated = piece.text[equals - 1] === '!';
  const key = { ...piece, text: piece.text.slice(0, negated ? equals - 1 : equals) };
  const value = sliceFrom(piece, equals + 1);
  assertCharacters(key, /[A-Za-z0-9._/-]/, 'the key of a label');
  if (key.text === 'group') {
    assertCharacters(value, /[a-z0-9-]/, 'the name of a group');
    return { kind: 'group', name: value.text, negated };
  }
  assertCharacters(value, /[A-Za-z0-9._/:@+-]/, 'the value of a label');
  if (!key.text.startsWith(HOST_PREFIX))
    return { kind: 'site-label', key: key.text, value: value.text, negated };
  const hostKey = sliceFrom(key, HOST_PREFIX.length);
  assertCharacters(hostKey, /[A-Za-z0-9._/-]/, 'the key of a host label');
  return { kind: 'host-label', key: hostKey.text, value: value.text, negated };
}
