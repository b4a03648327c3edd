import type { PathStep } from '../../../documents/json-pointer.ts';
import type { ParsedYaml } from '../../../documents/yaml/parsed-yaml.ts';
import { isRecord } from '../../is-record.ts';
import type { ModelFault } from './model-fault.ts';
import { showPath } from './show-path.ts';

/** What YAML 1.1 takes for a number to the base of 60: `22:22` is 22 × 60 + 22. */
const BASE_SIXTY = /^[-+]?[1-9][0-9_]{0,5}(?::[0-5]?[0-9]){1,5}$/;

/**
 * Values of services without quotes that YAML 1.2 reads as texts and YAML 1.1 as numbers, above all ports. docker compose
 * reads them by the newer version; podman-compose and docker-compose 1 by the older one.
 */
export function findBaseSixty(parsed: ParsedYaml): readonly ModelFault[] {
  const services = isRecord(parsed.value) ? parsed.value['services'] : undefined;
  const found: ModelFault[] = [];
  visit(services, ['services']);
  return found;

  function visit(value: unknown, path: readonly PathStep[]): void {
    if (typeof value === 'string') {
      if (BASE_SIXTY.test(value) && parsed.isPlain(path)) found.push(describe(value, path));
    } else if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) visit(entry, [...path, index]);
    } else if (isRecord(value)) {
      for (const [key, entry] of Object.entries(value)) {
        if (!key.startsWith('x-')) visit(entry, [...path, key]);
      }
    }
  }
}

function describe(text: string, path: readonly PathStep[]): ModelFault {
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = text.replace(/^[-+]/, '').replaceAll('_', '').split(':').map(Number);
  const number = sign * parts.reduce((sum, part) => sum * 60 + part, 0);
  const message = `${showPath(path)}: podman-compose and docker-compose 1 read ${text} without quotes as the number ${number}, to the base of 60`;
  return { path, message, fix: `Quote it: "${text}".`, severity: 'warning' };
}
