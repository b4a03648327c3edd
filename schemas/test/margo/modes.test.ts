import { readFile } from 'node:fs/promises';
import t from 'tap';
import { deviations, type MargoMode } from '../../src/margo/check/deviations.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { draft2024Text, draft2025Text, edit, pr1Text, rc2Text, rc3Text } from './fixtures.ts';

const MODES: readonly MargoMode[] = ['lenient', 'standard', 'strict'];

/** Texts that depart from their dialect in nothing, not even where the standard mode lets them. */
const early = (text: string): string =>
  edit(edit(text, 'timeout: 5m', 'timeout: 5m0s'), '- pointer: PORT', '- pointer: ENV.PORT');
const texts: Readonly<Record<string, string>> = {
  '2024-10': early(draft2024Text),
  '2025-02': early(draft2025Text),
  pr1: early(pr1Text),
  rc2: edit(rc2Text, 'timeout: 5m', 'timeout: 5m0s'),
  rc3: `${rc3Text}    value: a\nconfiguration:\n  sections: []\n  schema:\n    - name: text\n      dataType: string\n      maxLength: 45\n`,
};

/** How each departure is made in a text of the dialect. */
const slips: Readonly<Record<string, (text: string) => string>> = {
  MARGO_RULE_WORD_UNKNOWN: (text) => edit(text, 'maxLength: 45', 'sensitive: true'),
  MARGO_POINTER_PORTS: (text) =>
    text.replace(/pointer: (?:ENV\.)?(?:PORT|GREETING)\n(?![\s\S]*PORT\n)/, 'pointer: PORTS.80\n'),
  MARGO_WAIT_TEXT: (text) =>
    text.replace(/( +)timeout: \dm/, '$1wait: "true"\n$1timeout: 3m').replace('wait: true\n', 'stopit'),
  MARGO_TIMEOUT_FORM: (text) => text.replace(/timeout: \dm\d+s/, 'timeout: 5m'),
  MARGO_POINTER_PREFIX: (text) => text.replace('pointer: GREETING', 'pointer: ENV.GREETING'),
  MARGO_POINTER_BARE: (text) => text.replace('pointer: ENV.PORT', 'pointer: PORT'),
};

for (const { code, dialects, verdicts } of deviations) {
  for (const dialect of dialects) {
    t.test(`${code} in ${dialect}`, async (t) => {
      const sound = texts[dialect] ?? '';
      const text = slips[code]?.(sound).replace(/ +stopit/, '') ?? '';
      t.not(text, sound);
      for (const mode of MODES) {
        const result = readPackage(text, { file: 'margo.yaml', mode });
        const found = result.ok ? result.warnings : result.diagnostics;
        const expected = verdicts[mode] === 'off' ? [] : [`${verdicts[mode]} ${code}`];
        t.same(
          found.map((each) => `${each.severity} ${each.code}`),
          expected,
          mode,
        );
        t.equal(result.ok, verdicts[mode] !== 'error', mode);
      }
    });
  }
}

t.test('what departs in nothing passes the strict mode', async (t) => {
  for (const text of Object.values(texts))
    t.match(readPackage(text, { file: 'margo.yaml', mode: 'strict' }), { ok: true, warnings: [] });
});

t.test('a float is an error in every mode', async (t) => {
  const text = edit(pr1Text, 'version: "1.0"', 'version: 1.10');
  for (const mode of MODES)
    t.match(readPackage(text, { file: 'margo.yaml', mode }), {
      ok: false,
      diagnostics: [{ code: 'DOCUMENT_UNQUOTED', message: /1\.10/ }],
    });
});

t.test('docs/margo.md shows the whole table', async (t) => {
  const page = await readFile(new URL('../../../../docs/margo.md', import.meta.url), 'utf8');
  for (const { code, verdicts } of deviations) {
    const { lenient, standard, strict } = verdicts;
    const words = [lenient, standard, strict].map((verdict) => (verdict === 'off' ? 'passes' : verdict));
    const row = page
      .split('\n')
      .find((line) => line.includes(`\`${code}\``) && line.endsWith(`| ${words.join(' | ')} |`));
    t.ok(row, `${code} ${words.join(' ')}`);
  }
});
