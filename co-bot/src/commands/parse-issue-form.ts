import type { DeployCommand } from './command.ts';
import type { CommandProblem } from './command-problem.ts';
import { findCommandLines } from './find-command-lines.ts';
import { parseDeploy } from './parse-deploy.ts';
import { splitWords } from './split-words.ts';
import { readWords } from './word-reader.ts';

/** Labels of `templates/infra-repo/.github/ISSUE_TEMPLATE/deploy.yml`, in its order. A contract test compares them. */
export const formLabels = ['Application', 'Version', 'Sites', 'Parameters'] as const;

export type FormResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly command: DeployCommand }
  | { readonly kind: 'problem'; readonly problem: CommandProblem };

const EMPTY = '_No response_';

/**
 * Reads the body that GitHub makes of the deploy form: `### <label>`, a blank line, the value. The labels count only in
 * the form's order and the last field takes the rest, so that a heading typed into a value changes nothing. `Parameters`
 * holds one `name=value` a line, or `secret name=NAME`, or `unset name`, or `track RANGE`.
 */
export function parseIssueForm(body: string): FormResult {
  const fields = splitFields(body.replace(/\r\n?/gu, '\n'));
  if (fields === undefined) return { kind: 'none' };
  const [application = '', version = '', sites = '', parameters = ''] = fields;
  if (findCommandLines(parameters).length > 0) return { kind: 'none' };
  const clauses = parameters
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('```'))
    .map((line) => (/^(?:set|secret|unset|track)\s/u.test(line) ? line : `set ${line}`));
  const named = version === '' ? application : `${application}@${version}`;
  const line = [named, 'to', joinLines(sites), ...clauses].join(' ');
  const split = splitWords(line);
  if (!split.ok) {
    return { kind: 'problem', problem: { kind: 'unclosed-quote', verb: 'deploy', column: split.column } };
  }
  const parsed = parseDeploy(readWords('deploy', split.words));
  return parsed.ok
    ? { kind: 'command', command: parsed.value }
    : { kind: 'problem', problem: parsed.problem };
}

// One target a line is as good as commas.
function joinLines(sites: string): string {
  return sites
    .split('\n')
    .map((line) => line.trim().replace(/,$/u, ''))
    .filter((line) => line !== '')
    .join(', ');
}

function splitFields(body: string): readonly string[] | undefined {
  const values: string[] = [];
  let rest = body.trimStart();
  if (!rest.startsWith(`### ${formLabels[0]}\n`)) return undefined;
  for (const [index, label] of formLabels.entries()) {
    const heading = `### ${label}\n`;
    if (!rest.startsWith(heading)) return undefined;
    rest = rest.slice(heading.length);
    const next = formLabels[index + 1];
    const end = next === undefined ? rest.length : rest.indexOf(`\n### ${next}\n`);
    if (end < 0) return undefined;
    const value = rest.slice(0, end).trim();
    values.push(value === EMPTY ? '' : value);
    rest = rest.slice(end + 1);
  }
  return values;
}
