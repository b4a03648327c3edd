import { RE2JS } from 're2js';
import { toSafeText } from '../text/to-safe-text.ts';

export type CompiledPattern =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string; readonly fix?: string };

/** What RE2 says of slips that no other syntax would allow either, and how each is undone. */
const SLIPS: readonly (readonly [said: RegExp, fix: string])[] = [
  [/missing closing \]/, 'Close the [ with a ], or write \\[ for the sign itself.'],
  [/missing closing \)/, 'Close the ( with a ), or write \\( for the sign itself.'],
  [/unexpected \)/, 'Remove the ) that closes nothing, or write \\) for the sign itself.'],
  [
    /missing argument to repetition/,
    'Write what is repeated before the sign, or a backslash for the sign itself.',
  ],
  [/invalid character class range/, 'Write the range from low to high, or the dash at the end of the class.'],
  [/trailing backslash/, 'Remove the backslash at the end, or double it.'],
];

/** Patterns that are kept compiled: a fleet's sites give values to the same few parameters, one site after the other. */
const KEPT = 50;
const kept = new Map<string, CompiledPattern>();

/**
 * A package's regular expression, in RE2 syntax: matching takes time linear in the text, so that no package can stop
 * CO or LO. A match anywhere in the text counts; authors anchor with `^` and `$`.
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  for (const oldest of kept.keys()) {
    if (kept.size < KEPT) break;
    kept.delete(oldest);
  }
  kept.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): CompiledPattern {
  try {
    const compiled = RE2JS.compile(pattern);
    return { ok: true, test: (text) => compiled.test(text) };
  } catch (error) {
    // The only failure of compile is a pattern that RE2 does not have.
    const said = error instanceof Error ? error.message : String(error);
    const fix = SLIPS.find(([pattern]) => pattern.test(said))?.[1];
    return { ok: false, reason: toSafeText(said, 200), ...(fix === undefined ? {} : { fix }) };
  }
}
