import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import type { ModelFault } from './model-fault.ts';

/** What else than an image says what a service runs; an extended service may bring one along. */
const SOURCES = ['image', 'build', 'extends', 'provider'] as const;

/** Services that do not say what they run. */
export function findIncomplete(compose: Readonly<Record<string, unknown>>): readonly ModelFault[] {
  const services = isRecord(compose['services']) ? compose['services'] : {};
  return Object.entries(services).flatMap(([name, service]) => {
    if (!isRecord(service) || SOURCES.some((key) => Object.hasOwn(service, key))) return [];
    const message = `service ${toSafeText(name, 80)} has no image`;
    return [{ path: ['services', name], message, fix: 'Add image.', atKey: true }];
  });
}
