import { parseComposeModel, type Variables, type YamlMap } from '@colo/schemas/compose';
import { MAX_DOCUMENT_BYTES } from '@colo/schemas/documents/yaml';
import { ColoError, type Place } from '@colo/schemas/errors';
import { isRefusedName } from '../check-environment.ts';
import type { ContentFile } from '../runtime.ts';

/** Reads a compose file of the package with its variables resolved. Throws NODE_CONTENT_INVALID. */
export async function readComposeModel(
  file: ContentFile,
  variables: Omit<Variables, 'isRefused'>,
  place: Place,
): Promise<YamlMap> {
  if (file.size > MAX_DOCUMENT_BYTES) {
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file ${file.path} is above 1 MiB.`, {
      place: { ...place, file: file.path },
    });
  }
  const text = Buffer.from(await file.read()).toString('utf8');
  return parseComposeModel(file.path, text, { ...variables, isRefused: isRefusedName }, place);
}
