import type { CommandDefinition } from '../program/command-definition.ts';

export const init: CommandDefinition = {
  words: ['init'],
  summary: 'make an app registry repo and an infra repo',
  description:
    'Writes both repositories from templates to DIR/app-registry and DIR/infra, with a workflow that runs `co validate`, ' +
    'commits them, creates them on the forge (private) and pushes them. What exists is never overwritten, so it can be run ' +
    'again at any time. Also writes .colo/config.yaml, so that other commands below DIR know the repositories. ' +
    'Creating and pushing needs a token with administration:write and contents:write; without a token everything stays here.',
  arguments: [{ syntax: '[dir]', description: 'where to make them (default: the working folder)' }],
  options: [
    { flags: '--registry <owner/name>', description: 'app registry repo; the same as --repo-registry' },
    { flags: '--infra <owner/name>', description: 'infra repo; the same as --repo-infra' },
    { flags: '--no-create', description: 'do not talk to the forge' },
    {
      flags: '--colo <owner/name@ref>',
      description: 'where CI gets colo from (default: the origin of this installation)',
    },
    {
      flags: '--status-creator <login>',
      description: 'account or App of the local orchestrators, whose reports count',
      repeatable: true,
    },
  ],
  examples: [
    {
      command: 'co init fleet --registry acme/app-registry --infra acme/infra --status-creator acme-lo',
      says: 'make both repos below ./fleet, and on the forge where GITHUB_TOKEN is set',
    },
    {
      command: 'co init fleet --registry acme/app-registry --infra acme/infra --no-create',
      says: 'write the files only',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: repositories (role, repository, folder, written, forge), config',
  run: async (invocation) => (await import('./runs/init.ts')).runInit(invocation),
};
