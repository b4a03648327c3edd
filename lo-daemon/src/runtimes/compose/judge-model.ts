import { isMap, type YamlMap } from '@colo/schemas/compose';
import { isFreeExtension, judgeService } from './judge-service.ts';
import { judgeHostPath } from './judge-volumes.ts';
import { type Judgement, refuse, requireAllowance } from './refuse.ts';

const SERVICE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Judges a resolved compose model. Throws NODE_PRIVILEGE_REFUSED at the first thing that this site does not allow. */
export function judgeModel(model: YamlMap, judgement: Judgement): void {
  for (const [key, value] of Object.entries(model)) {
    switch (key) {
      case 'version':
      case 'name':
        break;
      case 'services':
        for (const [name, service] of readEntries(value, key, judgement)) {
          if (!SERVICE_NAME.test(name)) {
            refuse(judgement, `the service name ${JSON.stringify(name.slice(0, 100))}`);
          }
          judgeService(name, service, judgement);
        }
        break;
      case 'volumes':
        for (const [name, volume] of readEntries(value, key, judgement)) {
          judgeKeys(volume, ['name', 'labels', 'driver'], `volume ${name}`, judgement);
          judgeDriver(volume['driver'], ['local'], `volume ${name}`, judgement);
        }
        break;
      case 'networks':
        for (const [name, network] of readEntries(value, key, judgement)) {
          judgeNetwork(name, network, judgement);
        }
        break;
      case 'secrets':
      case 'configs':
        for (const [name, source] of readEntries(value, key, judgement)) {
          judgeSource(name, source, judgement);
        }
        break;
      default:
        if (!isFreeExtension(key)) {
          refuse(judgement, `the top-level key ${JSON.stringify(key.slice(0, 100))}`);
        }
    }
  }
}

function readEntries(
  value: unknown,
  key: string,
  judgement: Judgement,
): readonly (readonly [string, YamlMap])[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (!isMap(value)) {
    refuse(judgement, `"${key}" that is not a mapping`);
  }
  return Object.entries(value).map(([name, item]) => {
    if (item !== null && !isMap(item)) {
      refuse(judgement, `"${key}.${name}" that is not a mapping`);
    }
    return [name, isMap(item) ? item : {}];
  });
}

/** A network of another project, or of the host itself, is more than a project's own. */
function judgeNetwork(name: string, network: YamlMap, judgement: Judgement): void {
  const own = ['name', 'labels', 'internal', 'attachable', 'enable_ipv6', 'ipam', 'driver'];
  const isOwn = Object.keys(network).every((key) => own.includes(key));
  const isBridge = network['driver'] === undefined || network['driver'] === 'bridge';
  if (!isOwn || !isBridge || network['name'] !== undefined) {
    requireAllowance(
      judgement,
      'host-network',
      `the network ${name}, which is more than a bridge of its own`,
    );
  }
}

/** `name` would let a volume, or a secret, be another application's. */
function judgeKeys(item: YamlMap, allowed: readonly string[], what: string, judgement: Judgement): void {
  const key = Object.keys(item).find((candidate) => !allowed.includes(candidate) || candidate === 'name');
  if (key !== undefined) {
    refuse(judgement, `"${key}" in ${what}`);
  }
}

function judgeDriver(driver: unknown, allowed: readonly string[], what: string, judgement: Judgement): void {
  if (driver !== undefined && !allowed.some((item) => item === driver)) {
    refuse(judgement, `a driver in ${what}`);
  }
}

function judgeSource(name: string, source: YamlMap, judgement: Judgement): void {
  judgeKeys(source, ['file', 'environment', 'content', 'labels'], `secret or config ${name}`, judgement);
  const file = source['file'];
  if (file !== undefined) {
    if (typeof file !== 'string' || file.startsWith('/')) {
      refuse(judgement, `a file outside the package in secret or config ${name}`);
    }
    judgeHostPath(file, judgement);
  }
}
