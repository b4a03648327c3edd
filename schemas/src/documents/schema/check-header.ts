import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { makeDiagnostic } from '../make-diagnostic.ts';
import type { ParsedYaml } from '../yaml/parsed-yaml.ts';
import { childOf } from './describe-path.ts';

/** The form of documents that this program reads and writes. */
export const API_VERSION = 'colo.dev/v1alpha1';

/** Kubernetes' scheme: v1alpha1 < v1alpha2 < v1beta1 < v1 < v2. */
const VERSION = /^colo\.dev\/v(?<major>[0-9]{1,6})(?:(?<stage>alpha|beta)(?<minor>[0-9]{1,6}))?$/;

/**
 * The one fault of a document that is of another kind, or of a version that this program does not read: whatever else
 * is wrong with it by this program's schema means nothing then.
 */
export function checkHeader(parsed: ParsedYaml, kind: string): Diagnostic | undefined {
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return makeDiagnostic(
      'DOCUMENT_INVALID',
      `the document must be a map with kind: ${kind}`,
      parsed.locate([]),
    );
  }
  return checkVersion(parsed) ?? checkKind(parsed, kind);
}

function checkVersion(parsed: ParsedYaml): Diagnostic | undefined {
  const version = childOf(parsed.value, 'apiVersion');
  if (typeof version !== 'string' || version === API_VERSION) return undefined;
  const spot = parsed.locate(['apiVersion']);
  const shown = toSafeText(version, 60);
  if (isNewer(version)) {
    const message = `the document is written for ${shown}; this program reads ${API_VERSION}`;
    return makeDiagnostic('DOCUMENT_VERSION_NEWER', message, spot);
  }
  return makeDiagnostic('DOCUMENT_VERSION_UNKNOWN', `apiVersion must be ${API_VERSION}, not ${shown}`, spot);
}

function checkKind(parsed: ParsedYaml, kind: string): Diagnostic | undefined {
  const found = childOf(parsed.value, 'kind');
  if (typeof found !== 'string' || found === kind) return undefined;
  const message = `kind must be ${kind} in this file, not ${toSafeText(found, 60)}`;
  const isNear = suggestWord(found, [kind]) !== undefined;
  const options = isNear ? { fix: `Write kind: ${kind}.` } : {};
  return makeDiagnostic('DOCUMENT_KIND_WRONG', message, parsed.locate(['kind']), options);
}

function isNewer(version: string): boolean {
  const theirs = rankOf(version);
  const ours = rankOf(API_VERSION);
  if (theirs === undefined || ours === undefined) return false;
  for (const [index, rank] of theirs.entries()) {
    const own = ours[index] ?? 0;
    if (rank !== own) return rank > own;
  }
  return false;
}

function rankOf(version: string): readonly number[] | undefined {
  const groups = VERSION.exec(version)?.groups;
  if (groups === undefined) return undefined;
  const stage = ['alpha', 'beta'].indexOf(groups['stage'] ?? 'stable');
  const major = Number(groups['major']);
  return [major, stage === -1 ? 2 : stage, Number(groups['minor'] ?? 0)];
}
