import { join, resolve } from 'node:path';
import { CHECKOUT_CONFIG } from '../config/find-configs.ts';
import { formatRepositoryName } from '../config/repository-name.ts';
import { listSchemaFiles, SCHEMA_FOLDER } from '../editor/list-editor-files.ts';
import { createGitEnvironment } from '../git/git-environment.ts';
import { chooseWords } from '../init/choose-words.ts';
import type { InitReport } from '../init/init-report.ts';
import { makeCheckout } from '../init/make-checkout.ts';
import { publishCheckout } from '../init/publish-checkout.ts';
import { readTemplate, type TemplateWords } from '../init/read-template.ts';
import { writeMissingFiles } from '../init/write-missing-files.ts';
import { formatInit } from '../output/format-init.ts';
import type { CommandDefinition } from '../program/command-definition.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import type { Invocation } from '../program/invocation.ts';

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
  run: runInit,
};

async function runInit(invocation: Invocation): Promise<ExitCode> {
  const { args, io, settings, print } = invocation;
  const words = await chooseWords(invocation);
  const root = resolve(io.cwd, readFolder(invocation));
  // Commander turns --no-create into create: false.
  const isOnline = args.flag('create') && (await settings.token()) !== undefined;
  const config = `registry: ${formatRepositoryName(words.registry)}\ninfra: ${formatRepositoryName(words.infra)}\n`;
  const reports = [
    await makeRepository(invocation, root, 'app-registry', words, isOnline),
    await makeRepository(invocation, root, 'infra', words, isOnline),
  ];
  const wroteConfig = await writeMissingFiles(root, [{ path: CHECKOUT_CONFIG, text: config }]);
  const document = {
    repositories: reports,
    config: { file: join(root, CHECKOUT_CONFIG), written: wroteConfig.length > 0 },
  };
  print.result(document, (colors) => formatInit(reports, isOnline, colors));
  return reports.some((report) => report.forge?.outcome === 'not-pushed') ? 1 : 0;
}

async function makeRepository(
  invocation: Invocation,
  root: string,
  role: InitReport['role'],
  words: TemplateWords,
  isOnline: boolean,
): Promise<InitReport> {
  const { io } = invocation;
  const folder = join(root, role);
  const repository = role === 'infra' ? words.infra : words.registry;
  const written = await writeMissingFiles(folder, [
    ...(await readTemplate(`${role}-repo`, words)),
    ...(await listSchemaFiles(SCHEMA_FOLDER, SCHEMAS[role])),
  ]);
  const context = { folder, environment: createGitEnvironment(io.env), signal: io.signal };
  await makeCheckout(
    context,
    written,
    `Start the ${role === 'infra' ? 'infra repo' : 'app registry'} from colo's template`,
  );
  const report = { role, repository: formatRepositoryName(repository), folder, written };
  return isOnline ? { ...report, forge: await publishCheckout(invocation, repository, folder) } : report;
}

/** The schemas that the editor settings of a template name. */
const SCHEMAS = {
  infra: ['fleet-policy', 'site', 'desired-state'],
  'app-registry': ['margo-package'],
} as const;

function readFolder(invocation: Invocation): string {
  return invocation.args.optional(0) ?? '.';
}
