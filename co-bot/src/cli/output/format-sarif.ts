import type { Diagnostic } from '@colo/schemas/diagnostics';
import { type ErrorCode, errorTable } from '@colo/schemas/errors';

/** Where the rules are explained to a person. */
const RULES_PAGE = 'docs/errors.md';

/**
 * A report in SARIF 2.1.0 (OASIS), which code scanners and editors show at the lines at fault. Rules come from the table
 * of errors; only those that were broken are listed.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const driver = {
    name: 'colo',
    semanticVersion: version,
    rules: codes.map(toRule),
  };
  const results = diagnostics.map((diagnostic) => toResult(diagnostic, codes.indexOf(diagnostic.code)));
  const run = { tool: { driver }, columnKind: 'unicodeCodePoints', results };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2);
}

function toRule(code: ErrorCode): object {
  const { summary, fix } = errorTable[code];
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: {
      text: `${fix} See ${code} in colo's ${RULES_PAGE}.`,
      markdown: `${fix} See \`${code}\` in colo's ${RULES_PAGE}.`,
    },
  };
}

function toResult(diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, severity, message, fix, file, line, column, pointer } = diagnostic;
  const physicalLocation = {
    artifactLocation: { uri: toUri(file) },
    region: { startLine: line, startColumn: column },
  };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message}. Fix: ${fix}` },
    locations: [{ physicalLocation }],
    ...(pointer === '' ? {} : { properties: { pointer } }),
  };
}

/** A relative reference (RFC 3986): every part is escaped, so that no file name reads as a scheme, query or fragment. */
function toUri(file: string): string {
  return file
    .split('/')
    .map((part) => encodeURIComponent(Buffer.from(part).toString()))
    .join('/');
}
