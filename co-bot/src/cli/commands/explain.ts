import type { CommandDefinition } from '../program/command-definition.ts';

export const explain: CommandDefinition = {
  words: ['explain'],
  summary: 'say what an error code means and what to do, or what colo does with data',
  description:
    'Prints what CODE means, why the rule is there, an example of the fault and its repair, and what to do. ' +
    '`data` says what of an application is kept on its hosts, where, and when it is deleted. ' +
    'Without CODE it lists every code by area. Reads nothing and needs no network.',
  arguments: [
    { syntax: '[code]', description: 'code of an error or a warning, in capitals or not; or a topic: data' },
  ],
  options: [],
  examples: [
    { command: 'co explain MARGO_TARGET_DANGLING', says: 'explain one code' },
    { command: 'co explain data', says: 'what of an application is kept on its hosts' },
    { command: 'co explain', says: 'list all codes' },
  ],
  exitCodes: [2],
  json: 'one document: code, area, kind, exitCode, summary, why, example (file, wrong, right), fix; of a topic: topic, summary, sections (title, rows), more; without CODE: codes, a list of code, area, summary, and topics, a list of topic, summary',
  run: async (invocation) => (await import('./runs/explain.ts')).runExplain(invocation),
};
