import type { CommandDefinition } from '../program/command-definition.ts';

export const hooksInstall: CommandDefinition = {
  words: ['hooks', 'install'],
  summary: 'have git check commits and pushes with co validate',
  description:
    'Writes pre-commit and pre-push hooks into a checkout, or with --bare pre-receive and post-receive hooks into a bare ' +
    'repository, where core.hooksPath says. They call this very installation of co. Running it again changes nothing; a hook ' +
    'of somebody else is never overwritten. With --wake a push wakes LO or CO (docs/hooks.md, "Waking LO and CO").',
  arguments: [{ syntax: '[dir]', description: 'the repository (default: the working folder)' }],
  options: [
    { flags: '--bare', description: 'DIR is a bare repository that others push to' },
    { flags: '--force', description: "move somebody else's hook to <hook>.before-colo and take its place" },
    {
      flags: '--wake <url>',
      description: 'with --bare: POST a signed wake-up there after a push; https, or on this machine',
      repeatable: true,
    },
    {
      flags: '--wake-secret <file>',
      description: 'with --wake: file that holds the secret of the signature',
    },
  ],
  examples: [
    { command: 'co hooks install', says: 'check commits and pushes of the checkout you are in' },
    {
      command: 'co hooks install --bare /srv/git/infra.git',
      says: 'refuse pushes of an invalid desired state',
    },
    {
      command:
        'co hooks install --bare --wake http://127.0.0.1:7780/wake --wake-secret /etc/colo/wake-secret infra.git',
      says: 'and wake the LO of this machine',
    },
  ],
  exitCodes: [1, 65, 69],
  json: 'one document: folder, shared (core.hooksPath of more than this repository), hooks (hook, file, outcome, backup)',
  run: async (invocation) => (await import('./runs/hooks-install.ts')).runHooksInstall(invocation),
};
