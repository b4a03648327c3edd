import type { PathStep } from '../../../documents/json-pointer.ts';
import type { ParsedYaml } from '../../../documents/yaml/parsed-yaml.ts';
import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import type { ModelFault } from './model-fault.ts';
import { showPath } from './show-path.ts';

/** Maps of services whose values all become texts. */
const TEXT_MAPS = ['environment', 'labels'] as const;

/** What YAML 1.1 takes for true and false, and YAML 1.2 for texts. */
const OLD_TRUTH = /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;

/**
 * Values of variables and labels without quotes that do not arrive as they are written, or not with every program:
 * `yes`, `true`, `1.10`.
 */
export function findRereadValues(parsed: ParsedYaml): readonly ModelFault[] {
  const services = isRecord(parsed.value) ? parsed.value['services'] : undefined;
  return entriesOf(services).flatMap(([service, value]) =>
    TEXT_MAPS.flatMap((part) =>
      entriesOf(isRecord(value) ? value[part] : undefined).flatMap(([key, each]) => {
        const path = ['services', service, part, key];
        const reading = describeReading(each, path, parsed);
        if (reading === undefined) return [];
        const raw = toSafeText(parsed.rawScalar(path) ?? '', 60);
        const message = `${showPath(path)}: ${reading}`;
        return [{ path, message, fix: `Quote it: "${raw}".`, severity: 'warning' } as const];
      }),
    ),
  );
}

function describeReading(value: unknown, path: readonly PathStep[], parsed: ParsedYaml): string | undefined {
  if (!parsed.isPlain(path)) return undefined;
  const raw = parsed.rawScalar(path) ?? '';
  const shown = toSafeText(raw, 60);
  if (typeof value === 'boolean')
    return `podman-compose hands ${shown} without quotes on as ${value ? 'True' : 'False'}, and docker-compose 1 refuses it`;
  if (typeof value === 'string' && OLD_TRUTH.test(value))
    return `podman-compose and docker-compose 1 read ${shown} without quotes as a truth value, not as a text`;
  if (typeof value === 'number' && raw !== String(value))
    return `compose reads ${shown} without quotes as the number ${String(value)}`;
  return undefined;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}
