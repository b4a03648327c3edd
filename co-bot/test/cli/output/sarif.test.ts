import type { Diagnostic } from '@colo/schemas/diagnostics';
import { errorTable } from '@colo/schemas/errors';
import t from 'tap';
import { formatSarif } from '../../../src/cli/output/format-sarif.ts';

const diagnostic: Diagnostic = {
  code: 'DOCUMENT_INVALID',
  severity: 'error',
  message: 'spec is no map',
  fix: 'Write a map',
  file: 'sites/a b#c?%/x:\ud800.yaml',
  line: 3,
  column: 7,
  pointer: '/spec',
};

t.test('a report is SARIF 2.1.0: rules with help, results with regions', async (t) => {
  const warning: Diagnostic = { ...diagnostic, code: 'DOCUMENT_EMPTY', severity: 'warning', pointer: '' };

  const log: unknown = JSON.parse(formatSarif([diagnostic, warning, diagnostic], '1.2.3'));

  t.match(log, {
    $schema: /sarif-schema-2\.1\.0\.json$/,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'colo',
            semanticVersion: '1.2.3',
            rules: [
              { id: 'DOCUMENT_EMPTY', help: { text: errorTable.DOCUMENT_EMPTY.fix } },
              { id: 'DOCUMENT_INVALID', shortDescription: { text: errorTable.DOCUMENT_INVALID.summary } },
            ],
          },
        },
        results: [
          {
            ruleId: 'DOCUMENT_INVALID',
            ruleIndex: 1,
            level: 'error',
            message: { text: 'spec is no map. Fix: Write a map' },
            locations: [{ physicalLocation: { region: { startLine: 3, startColumn: 7 } } }],
            properties: { pointer: '/spec' },
          },
          { ruleId: 'DOCUMENT_EMPTY', ruleIndex: 0, level: 'warning' },
          { ruleIndex: 1 },
        ],
      },
    ],
  });
});

t.test('a file name is one relative reference, whatever it holds', async (t) => {
  const text = formatSarif([diagnostic], '1.2.3');

  t.match(text, '"uri": "sites/a%20b%23c%3F%25/x%3A%EF%BF%BD.yaml"');
});

t.test('no fault is a run without results', async (t) => {
  t.match(JSON.parse(formatSarif([], '1.2.3')), { runs: [{ tool: { driver: { rules: [] } }, results: [] }] });
});
