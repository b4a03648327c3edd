import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
} from 'yaml';
import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { findRefusedCharacter } from './find-refused-character.ts';
import {
  MAX_ALIASES,
  MAX_DOCUMENT_DEPTH,
  MAX_EXPANDED_VALUES,
  MAX_KEY_LENGTH,
  PROTOTYPE_KEYS,
} from './limits.ts';

/** A fault at an offset of the text. */
export interface ValueFault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly offset: number;
  readonly fix?: string;
  /** Where the same thing stands first. */
  readonly firstOffset?: number;
}

/** Longest part of a text that a message shows. */
const SHOWN = 60;

/** Turns a composed document into plain values, and finds what YAML allows and colo does not. */
export function buildValue(document: Document.Parsed): {
  readonly value: unknown;
  readonly faults: ValueFault[];
} {
  const builder = new ValueBuilder(document);
  return { value: builder.build(document.contents), faults: builder.faults };
}

class ValueBuilder {
  readonly faults: ValueFault[] = [];
  readonly #document: Document.Parsed;
  /** Nodes that are being built, to see an alias of a surrounding node. */
  readonly #open = new Set<Node>();
  /** Behind an alias stands what was built and reported before. */
  #isMuted = false;
  /** The alias that all this is read for, where a bound that is reached behind it is to be shown. */
  #outermost: Alias | undefined;
  #aliases = 0;
  #values = 0;
  #isExhausted = false;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  build(node: unknown): unknown {
    this.#values += 1;
    if (this.#values > MAX_EXPANDED_VALUES) return this.#exhaust(node);
    if (isAlias(node)) return this.#buildAlias(node);
    if (isScalar(node)) return this.#buildScalar(node);
    if (isSeq(node)) return this.#within(node, () => node.items.map((item) => this.build(item)));
    if (isMap(node)) return this.#within(node, () => this.#buildMap(node.items));
    return null;
  }

  #within(node: Node, build: () => unknown): unknown {
    this.#checkTag(node);
    // The text itself is not that deep: aliases within what aliases stand for are.
    if (this.#open.size >= MAX_DOCUMENT_DEPTH) {
      const message = `aliases nest more than ${MAX_DOCUMENT_DEPTH} levels here`;
      return this.#stop('DOCUMENT_TOO_DEEP', message, node);
    }
    this.#open.add(node);
    const value = build();
    this.#open.delete(node);
    return value;
  }

  #buildAlias(alias: Alias): unknown {
    this.#aliases += 1;
    if (this.#aliases > MAX_ALIASES) return this.#exhaust(alias);
    const target = alias.resolve(this.#document);
    if (target === undefined) {
      const name = show(alias.source);
      const message = `the alias *${name} has no anchor before it`;
      const fix = `Write the value out, or put &${name} before the value above that is meant; quote a text that begins with *.`;
      return this.#fault('DOCUMENT_SYNTAX', message, alias, { fix });
    }
    if (this.#open.has(target)) {
      const message = `the alias *${show(alias.source)} leads to itself`;
      return this.#fault('DOCUMENT_TOO_MANY_ALIASES', message, alias);
    }
    const wasMuted = this.#isMuted;
    const before = this.#outermost;
    this.#isMuted = true;
    this.#outermost ??= alias;
    const value = this.build(target);
    this.#isMuted = wasMuted;
    this.#outermost = before;
    return value;
  }

  #buildMap(items: readonly unknown[]): unknown {
    const value: Record<string, unknown> = {};
    const offsets = new Map<string, number>();
    for (const item of items) {
      if (!isPair(item)) continue;
      const key = this.#readKey(item.key);
      const built = this.build(item.value);
      if (key === undefined) continue;
      const first = offsets.get(key);
      if (first !== undefined) {
        this.#fault('DOCUMENT_DUPLICATE_KEY', `the key ${show(key)} is here a second time`, item.key, {
          firstOffset: first,
        });
        continue;
      }
      offsets.set(key, offsetOf(item.key));
      value[key] = built;
    }
    return value;
  }

  #readKey(node: unknown): string | undefined {
    if (!isScalar(node)) {
      this.#fault('DOCUMENT_KEY_REFUSED', 'a key must be a text, not a list, a map or an alias', node);
      return undefined;
    }
    const { value } = node;
    this.#checkTag(node);
    if (typeof value !== 'string') {
      const raw = show(node.source ?? String(value));
      this.#fault('DOCUMENT_KEY_REFUSED', `the key ${raw} is not a text: quote it`, node);
      return undefined;
    }
    const problem = describeKeyProblem(value, node);
    if (problem !== undefined) this.#fault('DOCUMENT_KEY_REFUSED', problem, node);
    else this.#checkText(value, node);
    return problem === undefined ? value : undefined;
  }

  #buildScalar(node: Scalar): unknown {
    const { value } = node;
    this.#checkTag(node);
    if (typeof value === 'string') this.#checkText(value, node);
    if (typeof value === 'number') this.#checkNumber(value, node);
    return value;
  }

  #checkText(text: string, node: Node): void {
    const refused = findRefusedCharacter(text);
    if (refused === undefined) return;
    this.#fault('DOCUMENT_CHARACTER_REFUSED', `a text holds the character ${refused.name}`, node);
  }

  #checkNumber(value: number, node: Scalar): void {
    const raw = node.source ?? String(value);
    const isExact =
      Number.isFinite(value) && (!/^[-+]?(?:0x|0o)?[0-9a-f]+$/i.test(raw) || Number.isSafeInteger(value));
    if (isExact) return;
    this.#fault('DOCUMENT_NUMBER_INEXACT', `the number ${show(raw)} cannot be kept exactly`, node);
  }

  #checkTag(node: Node): void {
    const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : undefined;
    if (tag === undefined) return;
    this.#fault('DOCUMENT_TAG_REFUSED', `the tag ${show(tag)} is not for documents`, node);
  }

  #exhaust(node: unknown): undefined {
    const message = `more than ${MAX_ALIASES} aliases, or ${MAX_EXPANDED_VALUES} values behind them`;
    return this.#stop('DOCUMENT_TOO_MANY_ALIASES', message, node);
  }

  /** Reports a bound that was reached, once, wherever that happened. */
  #stop(code: ErrorCode, message: string, node: unknown): undefined {
    if (this.#isExhausted) return undefined;
    this.#isExhausted = true;
    this.faults.push({ code, message, offset: offsetOf(this.#outermost ?? node) });
    return undefined;
  }

  #fault(
    code: ErrorCode,
    message: string,
    node: unknown,
    more: Pick<ValueFault, 'firstOffset' | 'fix'> = {},
  ): undefined {
    if (this.#isMuted) return undefined;
    this.faults.push({ code, message, offset: offsetOf(node), ...more });
    return undefined;
  }
}

function describeKeyProblem(key: string, node: Scalar): string | undefined {
  if (PROTOTYPE_KEYS.has(key)) return `the key ${key} is refused`;
  if (key === '<<' && node.type === 'PLAIN') return 'merge keys (<<) are refused';
  if (key.length > MAX_KEY_LENGTH) return `the key ${show(key)} is longer than ${MAX_KEY_LENGTH} characters`;
  return undefined;
}

function offsetOf(node: unknown): number {
  const range = isAlias(node) || isScalar(node) || isSeq(node) || isMap(node) ? node.range : undefined;
  return range?.[0] ?? 0;
}

function show(text: string): string {
  return toSafeText(text, SHOWN);
}
