import type { CommandDefinition } from '../program/command-definition.ts';

export const addApp: CommandDefinition = {
  words: ['add', 'app'],
  summary: 'check a package and publish it to the app registry',
  description:
    'Checks the Margo package in DIR (margo.yaml and the files beside it) and pushes it to the app registry as apps/<id>. ' +
    'DIR may be an archive too (.tar.gz, .tgz, .tar) with margo.yaml at its top or in its only folder: its files are published. ' +
    'A published version never changes: other content under the same id and version is refused. ' +
    'The same content again is no error and changes nothing. Needs git, and a token with contents:write on the registry.',
  arguments: [{ syntax: '<dir>', description: 'folder of the package, or an archive of it' }],
  options: [
    { flags: '--tag', description: 'tag <id>@<version> as well, where no CO does it' },
    { flags: '--dry-run', description: 'check everything, push nothing' },
    {
      flags: '--remote <git-url>',
      description: "push to this Git address with git's own credentials, without the API",
    },
  ],
  examples: [
    { command: 'co add app ./hello-world', says: 'publish the package in ./hello-world' },
    { command: 'co add app ./hello-world --dry-run', says: 'only say what would happen' },
    {
      command: 'co add app ./hello-world --remote /srv/git/apps.git --tag',
      says: 'publish to a bare repo, without CO',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: outcome (published, already-published, would-publish), application, version, digest, path, commit, tag, tagged',
  run: async (invocation) => (await import('./runs/add-app.ts')).runAddApp(invocation),
};
