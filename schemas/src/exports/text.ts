export { suggestWord } from '../text/suggest-word.ts';
export { toSafeMarkdown } from '../text/to-safe-markdown.ts';
export { toSafeText } from '../text/to-safe-text.ts';
