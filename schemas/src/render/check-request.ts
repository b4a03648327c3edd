import validRange from 'semver/ranges/valid.js';
import { digestPackage } from '../digests/digest-package.ts';
import { ColoError } from '../errors/colo-error.ts';
import type { ErrorCode } from '../errors/error-table.ts';
import type { Deployment } from '../generated/desired-state.ts';
import { suggestWord } from '../text/suggest-word.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { DeployRequest } from './deploy-request.ts';

/** Longest piece of a person's text that a message shows. */
const SHOWN = 80;

/** What is wrong with the request itself, whatever the site looks like. */
export function checkRequest(request: DeployRequest, existing: readonly Deployment[]): readonly ColoError[] {
  const { package: app, content, source, site, track } = request;
  const refuse = (code: ErrorCode, message: string, host?: string) =>
    new ColoError(code, message, {
      place: { site: site.metadata.name, application: app.id, ...(host === undefined ? {} : { host }) },
    });
  const errors: ColoError[] = [];
  const digest = digestPackage(content.files);
  if (digest !== source.digest) {
    const message = `The files of ${app.id} ${app.version} have the digest ${digest}, not ${source.digest}.`;
    errors.push(refuse('RENDER_DIGEST_MISMATCH', message));
  }
  const hosts = site.spec.hosts.map(({ name }) => name);
  if (request.hosts.length === 0) {
    errors.push(refuse('RENDER_HOST_UNKNOWN', `No host of ${site.metadata.name} is chosen.`));
  }
  for (const host of request.hosts.filter((name) => !hosts.includes(name))) {
    const message = `Site ${site.metadata.name} has no host ${toSafeText(host, SHOWN)}${meant(host, hosts)}.`;
    errors.push(refuse('RENDER_HOST_UNKNOWN', message, host));
  }
  for (const name of listUnknownParameters(request, existing)) {
    const known = Object.keys(app.parameters);
    const message = `${app.id} ${app.version} has no parameter ${toSafeText(name, SHOWN)}${meant(name, known)}.`;
    errors.push(refuse('RENDER_PARAMETER_UNKNOWN', message));
  }
  if (typeof track === 'string' && validRange(track) === null) {
    const message = `${JSON.stringify(toSafeText(track, SHOWN))} is no semantic version range.`;
    errors.push(refuse('RENDER_TRACK_INVALID', message));
  }
  return errors;
}

/** An override whose parameter is gone may still be unset. */
function listUnknownParameters(
  { package: app, set = {}, secrets = {}, unset = [] }: DeployRequest,
  existing: readonly Deployment[],
): readonly string[] {
  const isStored = (name: string) => existing.some(({ overrides }) => Object.hasOwn(overrides ?? {}, name));
  return [...Object.keys(set), ...Object.keys(secrets), ...unset.filter((name) => !isStored(name))].filter(
    (name) => !Object.hasOwn(app.parameters, name),
  );
}

function meant(word: string, known: readonly string[]): string {
  const suggestion = suggestWord(word, known);
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}
