import type { PathStep } from '../../../documents/json-pointer.ts';
import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import type { ComposeFile } from '../walk-compose.ts';
import type { ModelFault } from './model-fault.ts';
import { showPath } from './show-path.ts';

const MAX_PORT = 65535;

/** Ports and images of services that the schema lets pass and no engine takes. */
export function findMisread({ value }: Pick<ComposeFile, 'value'>): readonly ModelFault[] {
  const services = isRecord(value['services']) ? value['services'] : {};
  return Object.entries(services).flatMap(([name, service]) => {
    if (!isRecord(service)) return [];
    const ports = Array.isArray(service['ports']) ? service['ports'] : [];
    const path = ['services', name];
    return [
      ...[...ports.entries()].flatMap(([index, port]) => checkPort(port, [...path, 'ports', index])),
      ...checkImage(service['image'], [...path, 'image']),
      ...checkTest(service['healthcheck'], [...path, 'healthcheck', 'test']),
    ];
  });
}

function checkPort(port: unknown, path: readonly PathStep[]): readonly ModelFault[] {
  if (isRecord(port)) {
    if (!Object.hasOwn(port, 'target')) {
      const message = `${showPath(path)} does not say which port of the container it is`;
      return [{ path, message, fix: 'Add target, the port in the container.' }];
    }
    return ['target', 'published'].flatMap((key) => checkPortText(port[key], [...path, key]));
  }
  return checkPortText(port, path);
}

/** `[[address:]host:]container[/protocol]`, each a number or a range. */
function checkPortText(port: unknown, path: readonly PathStep[]): readonly ModelFault[] {
  if (typeof port !== 'string' && typeof port !== 'number') return [];
  const [numbers] = String(port).split('/', 1);
  const parts = (numbers ?? '').split(':').slice(-2);
  const [large] = parts.flatMap((part) => part.split('-')).filter((each) => isTooLarge(each));
  if (large === undefined) return [];
  const message = `${showPath(path)}: there is no port ${toSafeText(large, 20)}`;
  return [{ path, message, fix: `Write a port from 1 to ${MAX_PORT}.` }];
}

function isTooLarge(part: string): boolean {
  return /^[0-9]+$/.test(part) && Number(part) > MAX_PORT;
}

/** A list says first how the rest is run; a text is run by a shell. */
function checkTest(healthcheck: unknown, path: readonly PathStep[]): readonly ModelFault[] {
  const test: unknown = isRecord(healthcheck) ? healthcheck['test'] : undefined;
  if (!Array.isArray(test)) return [];
  const [first]: readonly unknown[] = test;
  if (typeof first === 'string' && (first.includes('$') || /^(?:NONE|CMD|CMD-SHELL)$/.test(first))) return [];
  const message = `${showPath(path)} must begin with NONE, CMD or CMD-SHELL`;
  return [
    { path, message, fix: 'Write CMD before the program, or CMD-SHELL before one text for the shell.' },
  ];
}

/** What the registries' own rules allow: lower-case names, digests of full length. */
function checkImage(image: unknown, path: readonly PathStep[]): readonly ModelFault[] {
  if (typeof image !== 'string' || image === '' || image.includes('$')) return [];
  const parts = /^(?<name>[^@]*?)(?::(?<tag>[^/:@]*))?(?:@(?<digest>.*))?$/.exec(image)?.groups;
  const shown = toSafeText(image, 120);
  const digest = parts?.['digest'];
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/.test(digest)) {
    const message = `the image ${shown} has a digest that is none`;
    return [{ path, message, fix: 'Write @sha256: and 64 lower-case hexadecimal digits.' }];
  }
  const name = parts?.['name'] ?? '';
  const [first = '', ...others] = name.split('/');
  const hasHost = others.length > 0 && /[.:]|^localhost$/.test(first);
  const words = hasHost ? others : [first, ...others];
  if (words.every((word) => /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(word))) return [];
  const message = `the image ${shown} is no name that a registry can have`;
  const lower = image.toLowerCase();
  const isCase = words.every((word) => /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(word.toLowerCase()));
  const fix = isCase
    ? `Write it in lower case: ${toSafeText(lower, 120)}.`
    : 'Write host/path/name:tag, in lower case.';
  return [{ path, message, fix }];
}
