import type { Site } from '../generated/site.ts';
import { suggestWord } from '../text/suggest-word.ts';
import type { Diagnostic } from './diagnostic.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** Runtimes that come with colo. Others are plugins of a site, whose names nothing here can know. */
const KNOWN = ['compose', 'process', 'helm'];

/** The known runtime that a word is a slip for: one that the host does not offer besides. */
export function findMeantRuntime(word: string, offered: readonly string[]): string | undefined {
  if (KNOWN.includes(word)) return undefined;
  return suggestWord(
    word,
    KNOWN.filter((known) => !offered.includes(known)),
  );
}

/** Runtimes of hosts that are nearly known ones. Warnings: such a word may be the name of a plugin. */
export function checkRuntimes(site: Site, parsed: ParsedYaml): readonly Diagnostic[] {
  return site.spec.hosts.flatMap(({ name, capabilities: { runtimes } }, index) =>
    runtimes.flatMap((word, place) => {
      const meant = findMeantRuntime(word, runtimes);
      if (meant === undefined) return [];
      const message = `host ${name} offers the runtime ${word}; did you mean ${meant}?`;
      const spot = parsed.locate(['spec', 'hosts', index, 'capabilities', 'runtimes', place]);
      const options = { severity: 'warning', fix: `Write ${meant}.` } as const;
      return [makeDiagnostic('SITE_RUNTIME_MISSPELT', message, spot, options)];
    }),
  );
}
