import { isMap, type YamlMap } from '@colo/schemas/compose';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { isFreeExtension } from './judge-service.ts';
import type { Judgement } from './refuse.ts';

/** Stands for the value of a secret while a compose file is judged: a code point that Unicode gives to no text. */
const SECRET_VALUE = '\ufffe';

/** Variables for the judges of a compose file: where a secret would stand, a mark does. */
export function markSecrets(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, SECRET_VALUE]));
}

/**
 * Refuses a compose file that puts a secret anywhere but below `environment` of a service: in `command`, labels or a health
 * check it would stand in argument lists, or where every user of the engine reads it.
 *
 * @param model with its variables resolved, secrets by {@link markSecrets}
 * @throws ColoError NODE_SECRET_EXPOSED
 */
export function judgeSecrets(model: YamlMap, { place }: Judgement): void {
  const { services, ...others } = model;
  if (isMap(services)) {
    for (const [name, service] of Object.entries(services)) {
      const { environment: _, ...rest } = isMap(service) ? service : { service };
      refuseMarked(rest, ['services', name]);
    }
  }
  refuseMarked(others, []);

  function refuseMarked(value: unknown, path: readonly string[]): void {
    if (typeof value === 'string' && value.includes(SECRET_VALUE)) {
      const where = toSafeText(path.join('.'), 200);
      throw new ColoError('NODE_SECRET_EXPOSED', `The compose file puts a secret into ${where}.`, { place });
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      // The tools read no extensions; files keep there what services draw in by an alias.
      if (!isFreeExtension(key)) refuseMarked(item, [...path, key]);
    }
  }
}
