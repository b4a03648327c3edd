import type { CommandDefinition } from '../program/command-definition.ts';

export const hooksRun: CommandDefinition = {
  words: ['hooks', 'run'],
  summary: 'what an installed hook calls: check what git is about to take',
  description:
    'HOOK is pre-commit (what is staged), pre-push (what the remote does not have), pre-receive (each new commit of the ' +
    'default branch, from the objects that git holds back) or post-receive (wake LO, never fails). Reads from standard ' +
    'input what git gives to that hook. Content is read by object id: nothing is checked out and nothing of it is run.',
  arguments: [{ syntax: '<hook>', description: 'pre-commit, pre-push, pre-receive or post-receive' }],
  options: [],
  examples: [{ command: 'co hooks run pre-commit', says: 'check what is staged, as the hook does' }],
  exitCodes: [1, 65, 69],
  json: 'one document: ok, checked (ref, commit, what, diagnostics), remarks',
  run: async (invocation) => (await import('./runs/hooks-run.ts')).runHooksRun(invocation),
};
