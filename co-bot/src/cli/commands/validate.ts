import type { CommandDefinition } from '../program/command-definition.ts';

export const validate: CommandDefinition = {
  words: ['validate'],
  summary: 'check an infra repo, an app registry, a package or single files',
  description:
    'Checks what each PATH is: an infra repo (colo.yaml, sites/, packages/), an app registry (apps/), a package ' +
    '(margo.yaml, or an archive with one), a part of an infra repo, one document, or a folder of documents. Documents of Margo that are named together ' +
    'are compared too. Of a package it says what its components write on their hosts, and what of it is kept (`co explain data`). Each fault comes with file, line, column, code and what to do. ' +
    'It reads files only, without network, and nothing of the content is run. With --since or --staged it asks git what ' +
    'changed, and judges the sites and packages that this touches, with what they refer to. `co hooks install` has git call it.',
  arguments: [
    {
      syntax: '[path...]',
      description: 'files and folders; with --since or --staged the working folder is the default',
    },
  ],
  options: [
    {
      flags: '--format <format>',
      description: 'how faults are shown; github makes annotations in a workflow, sarif is SARIF 2.1.0',
      choices: ['text', 'json', 'github', 'sarif'],
      fallback: 'text',
    },
    {
      flags: '--since <ref>',
      description:
        'only what changed since the commit that REF and HEAD have in common, as the files are now',
    },
    {
      flags: '--strict',
      description:
        "packages: whatever departs from Margo's text is an error, also what colo reads all the same",
    },
    {
      flags: '--lenient',
      description:
        "packages: what departs from Margo's text, but can be read without a guess, is a warning only",
    },
    { flags: '--staged', description: 'only what is staged, from the index: what the next commit takes' },
  ],
  examples: [
    { command: 'co validate .', says: 'check the checkout you are in' },
    { command: 'co validate ./hello-world/margo.yaml', says: 'check one package' },
    {
      command: 'co validate --strict ./hello-world',
      says: 'check a package that others than colo will read',
    },
    { command: 'co validate --since origin/main', says: 'check what this branch changes' },
    { command: 'co validate --format github .', says: 'in CI: show faults on the lines of the pull request' },
    { command: 'co validate --format sarif . > colo.sarif', says: 'for a code scanner or an editor' },
  ],
  exitCodes: [1, 65, 69],
  json: 'one document: ok, errors, warnings, checked (path, what, of a package data: what its components write), diagnostics (code, severity, message, fix, file, line, column, pointer)',
  run: async (invocation) => (await import('./runs/validate.ts')).runValidate(invocation),
};
