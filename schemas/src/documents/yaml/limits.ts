/** Largest document, in bytes of UTF-8. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** Deepest nesting. The parser behind this recurses; its stack bears thousands. */
export const MAX_DOCUMENT_DEPTH = 64;

/** Most tokens of YAML: words, punctuation, spaces, line ends. Documents of people have one in four characters. */
export const MAX_DOCUMENT_TOKENS = 100_000;

/** Most uses of anchors. */
export const MAX_ALIASES = 100;

/** Most values of a document once its aliases are followed. */
export const MAX_EXPANDED_VALUES = 500_000;

/** Longest key, in UTF-16 units. YAML allows 1,024 before the colon; a quoted key may need six for one. */
export const MAX_KEY_LENGTH = 512;

/** Most faults that are listed of one document. */
export const MAX_DIAGNOSTICS = 50;

/** Keys that reach an object's prototype in careless programs. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
