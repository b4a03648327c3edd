import type { CommandDefinition } from '../program/command-definition.ts';

export const hooksUninstall: CommandDefinition = {
  words: ['hooks', 'uninstall'],
  summary: 'remove the hooks that co hooks install wrote',
  description:
    "Removes colo's own hooks, puts back what --force had moved aside, and forgets whom a push wakes. Hooks of somebody " +
    'else stay as they are.',
  arguments: [{ syntax: '[dir]', description: 'the repository (default: the working folder)' }],
  options: [{ flags: '--bare', description: 'DIR is a bare repository' }],
  examples: [{ command: 'co hooks uninstall', says: 'of the checkout you are in' }],
  exitCodes: [65, 69],
  json: 'one document: folder, hooks (hook, file, outcome)',
  run: async (invocation) => (await import('./runs/hooks-uninstall.ts')).runHooksUninstall(invocation),
};
