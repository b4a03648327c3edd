import { posix } from 'node:path';
import { isMap, UNKNOWN_VALUE } from '@colo/schemas/compose';
import { type Judgement, refuse, refuseUnlessGranted } from './refuse.ts';

/** Judges `cap_add`: each capability must be granted by name; `ALL` too. */
export function judgeCapabilities(value: unknown, judgement: Judgement, what: string): void {
  if (!Array.isArray(value)) {
    refuse(judgement, `${what} that is not a list`);
  }
  const granted = judgement.guard.capabilities.map(normalize);
  for (const item of value) {
    const name = typeof item === 'string' ? normalize(item) : '';
    if (!/^[A-Z_]+$/.test(name)) {
      refuse(judgement, `an unknown capability in ${what}`);
    }
    if (!granted.includes(name)) {
      refuseUnlessGranted(judgement, `the capability ${name}`, `add ${name} to guard.compose.capabilities`);
    }
  }
}

/** Container engines take `cap_net_admin` and `NET_ADMIN` for the same. */
function normalize(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '');
}

/** Judges `devices`: each device file of the host must be granted by its path. */
export function judgeDevices(value: unknown, judgement: Judgement, what: string): void {
  if (!Array.isArray(value)) {
    refuse(judgement, `${what} that is not a list`);
  }
  for (const item of value) {
    const source = isMap(item) ? item['source'] : typeof item === 'string' ? item.split(':')[0] : undefined;
    if (typeof source !== 'string' || source.includes(UNKNOWN_VALUE) || !posix.isAbsolute(source)) {
      refuse(judgement, `a device in an unknown form in ${what}`);
    }
    const device = posix.normalize(source);
    if (!judgement.guard.devices.includes(device)) {
      refuseUnlessGranted(
        judgement,
        `the device ${JSON.stringify(device.slice(0, 100))}`,
        'add it to guard.compose.devices',
      );
    }
  }
}
