import { join, resolve } from 'node:path';
import { CHECKOUT_CONFIG } from '../../config/find-configs.ts';
import { formatRepositoryName } from '../../config/repository-name.ts';
import { listSchemaFiles, SCHEMA_FOLDER } from '../../editor/list-editor-files.ts';
import { createGitEnvironment, keepInFolder } from '../../git/git-environment.ts';
import { chooseWords } from '../../init/choose-words.ts';
import type { InitReport } from '../../init/init-report.ts';
import { makeCheckout } from '../../init/make-checkout.ts';
import { publishCheckout } from '../../init/publish-checkout.ts';
import { readTemplate, type TemplateWords } from '../../init/read-template.ts';
import { writeMissingFiles } from '../../init/write-missing-files.ts';
import { formatInit } from '../../output/format-init.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runInit(invocation: Invocation): Promise<ExitCode> {
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
  const environment = keepInFolder(createGitEnvironment(io.env), folder);
  const context = { folder, environment, signal: io.signal };
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
