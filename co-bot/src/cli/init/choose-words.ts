import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { parseRepositoryName } from '../config/repository-name.ts';
import type { Invocation } from '../program/invocation.ts';
import { type ColoOrigin, findColoOrigin } from './find-colo-origin.ts';
import type { TemplateWords } from './read-template.ts';

/** GitHub logins, and the `[bot]` of an App. */
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98})(?:\[bot\])?$/;

/** A Git ref or object id that needs no quoting in YAML. */
const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/** What the templates need to know, from the command line and the settings. Throws USAGE or CLI_NOT_CONFIGURED. */
export async function chooseWords(invocation: Invocation): Promise<TemplateWords> {
  const { args, settings, io } = invocation;
  const registry = args.text('registry');
  const infra = args.text('infra');
  const chosenInfra = infra === undefined ? await settings.infra() : parseRepositoryName(infra);
  const named = args.text('colo');
  const colo = named === undefined ? await findColoOrigin(io) : parseOrigin(named);
  const statusCreators = args.all('status-creator');
  for (const login of statusCreators) {
    if (!LOGIN.test(login)) throw new ColoError('USAGE', `"${toSafeText(login, 120)}" is not a login`);
  }
  return {
    registry: registry === undefined ? await settings.registry() : parseRepositoryName(registry),
    infra: chosenInfra,
    colo: colo?.repository ?? { owner: chosenInfra.owner, name: 'colo' },
    coloRef: colo?.ref ?? 'main',
    statusCreators,
  };
}

function parseOrigin(text: string): ColoOrigin {
  const at = text.indexOf('@');
  const ref = at < 0 ? 'main' : text.slice(at + 1);
  if (!REF.test(ref)) {
    throw new ColoError('USAGE', `"${toSafeText(text, 200)}" is not a repository with a ref`, {
      fix: 'Write it as OWNER/NAME@REF, for example acme/colo@v1.',
    });
  }
  return { repository: parseRepositoryName(at < 0 ? text : text.slice(0, at)), ref };
}
