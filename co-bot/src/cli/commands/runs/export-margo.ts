import { join, resolve } from 'node:path';
import type { ReadResult } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import {
  type ExportedDeployment,
  type ExportOptions,
  exportDeployments,
} from '@colo/schemas/margo/deployment';
import { toSafeText } from '@colo/schemas/text';
import { type Infra, withInfra } from '../../fleet/with-infra.ts';
import { readSiteText } from '../../margo/read-site-text.ts';
import { writeOutput } from '../../margo/write-output.ts';
import { countOf, formatCounts, formatDiagnostics } from '../../output/format-diagnostics.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runExport(invocation: Invocation): Promise<ExitCode> {
  const { args, print } = invocation;
  const site = args.positional(0);
  return await withInfra(invocation, async (infra) => {
    const { name, commit } = infra;
    const result = await exportSite(invocation, infra, site);
    if (!result.ok) {
      const { diagnostics } = result;
      print.note(`${formatDiagnostics(diagnostics, print.colors)}\n${formatCounts(diagnostics)} in ${site}`);
      if (print.isJson) print.result({ ok: false, site, infra: name, commit, diagnostics }, () => '');
      return 65;
    }
    const { value: exported, warnings: diagnostics } = result;
    print.note(formatDiagnostics(diagnostics, print.colors));
    if (args.text('to') === undefined) print.note(describeOlder(exported));
    const output = args.text('output');
    if (output !== undefined) await writeDocuments(resolve(invocation.io.cwd, output), exported);
    const documents = exported.map((each) => describe(each, output !== undefined));
    print.result({ ok: true, site, infra: name, commit, output, documents, diagnostics }, () =>
      output === undefined
        ? exported.map(({ text }) => text).join('---\n')
        : `wrote ${countOf(exported.length, 'document')} below ${output}`,
    );
    return 0;
  });
}

async function exportSite(
  { args, print }: Invocation,
  infra: Infra,
  site: string,
): Promise<ReadResult<readonly ExportedDeployment[]>> {
  const { file, text } = await readSiteText(infra, site);
  if (text === undefined) {
    print.note(`nothing is desired on ${site}`);
    return { ok: true, value: [], warnings: [] };
  }
  if (!text.ok) return text;
  const [host, application, to] = [args.text('host'), args.text('application'), args.text('to')];
  const options: ExportOptions = {
    file,
    site,
    ...(host === undefined ? {} : { host }),
    ...(application === undefined ? {} : { application }),
    ...(to === undefined ? {} : { to: to === 'pr1' ? 'pr1' : 'rc3' }),
  };
  const result = exportDeployments(text.value, options);
  if (!result.ok || result.value.length > 0) return result;
  if (host === undefined && application === undefined) print.note(`nothing is desired on ${site}`);
  else throw noMatch(site, [application, host]);
  return result;
}

function noMatch(site: string, [application, host]: readonly (string | undefined)[]): ColoError {
  const what =
    application === undefined ? 'no application' : `no application "${toSafeText(application, 200)}"`;
  const where = host === undefined ? `site ${site}` : `host "${toSafeText(host, 200)}" of site ${site}`;
  return new ColoError('CLI_INPUT_MISSING', `${what} is desired on ${where}`, {
    fix: 'Run `co list deployments` to see what is desired where.',
  });
}

/** Says which deployments the newest dialect has no place for. */
function describeOlder(exported: readonly ExportedDeployment[]): string {
  const older = exported.filter(({ dialect }) => dialect === 'pr1');
  const names = [...new Set(older.map(({ applicationId }) => applicationId))];
  if (names.length === 0) return '';
  return `in pr1, because rc3 has no place for all of it: ${names.join(', ')}; --to rc3 says what`;
}

function describe(each: ExportedDeployment, isWritten: boolean) {
  const { id, deploymentId, applicationId, host, dialect, text } = each;
  const common = { id, deploymentId, application: applicationId, host, dialect };
  return isWritten ? { ...common, file: toFile(each) } : { ...common, text };
}

/** A host runs an application once, and both names are safe in a path. */
function toFile({ host, applicationId }: ExportedDeployment): string {
  return `${host}/${applicationId}.yaml`;
}

async function writeDocuments(folder: string, exported: readonly ExportedDeployment[]): Promise<void> {
  for (const each of exported) await writeOutput(join(folder, toFile(each)), each.text);
}
