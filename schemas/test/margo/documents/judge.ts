import type { Test } from 'tap';
import { parseYaml } from '../../../src/documents/yaml/parse-yaml.ts';
import { type MargoReport, readMargoDocument } from '../../../src/margo/documents/read-margo-document.ts';
import { show } from '../fixtures.ts';

/** A document as a person writes it, and what is to be said of it. */
export interface Verdict {
  readonly name: string;
  readonly text: string;
  /** The summary, or its end. */
  readonly what: string;
  /** `line:column CODE`, in order; none where the document is valid. */
  readonly faults?: readonly string[];
  /** What the messages and fixes say. */
  readonly says?: RegExp;
}

export function read(text: string, file = 'document.yaml'): MargoReport {
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) throw new Error(show(parsed.diagnostics).join('\n'));
  const report = readMargoDocument(text, parsed.value);
  if (report === undefined) throw new Error('not taken for a document of Margo');
  return report;
}

/** Checks every row of a table of verdicts. */
export function judgeAll(t: Test, verdicts: readonly Verdict[]): void {
  for (const { name, text, what, faults = [], says } of verdicts) {
    t.test(name, async (t) => {
      const report = read(text);

      t.equal(report.what, what);
      t.same(show(report.diagnostics), faults);
      if (says !== undefined)
        t.match(report.diagnostics.map(({ message, fix }) => `${message} ${fix}`).join('\n'), says);
    });
  }
}
