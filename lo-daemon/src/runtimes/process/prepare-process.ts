import { listNamedPrograms } from '@colo/schemas/data';
import { ColoError, type Place } from '@colo/schemas/errors';
import { quoteShellWords } from '../../node/quote-shell.ts';
import { checkEnvironment } from '../check-environment.ts';
import { checkProperties } from '../check-properties.ts';
import { readLimits, readMinReady, readWait } from '../margo-properties.ts';
import { resolvePackageLocation } from '../package-location.ts';
import { parseDuration } from '../parse-duration.ts';
import type { ComponentToRun, PreparedComponent } from '../runtime.ts';
import { processPropertiesSchema } from './process-properties.ts';

const DEFAULT_STOP_SECONDS = 10;
const DEFAULT_CHECK_SECONDS = 5;

/** Checks a `process` component and turns it into settings for `runner/runtime-process.sh`. */
export function prepareProcess(component: ComponentToRun, contentDigest: string): PreparedComponent {
  const { properties, files } = component;
  const place: Place = {
    site: component.site,
    host: component.host,
    application: component.applicationId,
    component: component.component,
  };
  checkProperties(properties, processPropertiesSchema, place);
  const location = resolvePackageLocation(readText(properties, 'packageLocation') ?? '', files, place);
  const check = readObject(properties, 'healthCheck');
  const stopSeconds = readSeconds(properties, 'stopTimeout') ?? DEFAULT_STOP_SECONDS;
  const limits = readLimits(properties);
  return {
    site: component.site,
    host: component.host,
    applicationId: component.applicationId,
    deploymentId: component.deploymentId,
    component: component.component,
    type: component.type,
    version: component.version,
    target: component.digest,
    contentDigest,
    files,
    settings: {
      FOLDER: location.folder,
      PROGRAMS: listNamedPrograms(
        location.folder,
        files.map(({ path }) => path),
        [...readWords(properties, place), ...(check === undefined ? [] : readWords(check, place))],
      )
        .map((path) => `./${path}`)
        .join('\n'),
      COMMAND: quoteShellWords(readWords(properties, place)),
      HEALTH_COMMAND: check === undefined ? '' : quoteShellWords(readWords(check, place)),
      HEALTH_SECONDS: String((check && readSeconds(check, 'timeout')) ?? DEFAULT_CHECK_SECONDS),
      STOP_SIGNAL: readText(properties, 'stopSignal') ?? 'TERM',
      STOP_SECONDS: String(stopSeconds),
      WAIT: readWait(properties) ? 'yes' : 'no',
      ...readMinReady(properties),
    },
    environment: checkEnvironment(component.environment, place),
    // The stop deadline bounds the whole removal, the grace time and the kill included.
    limits: { ...limits, stopSeconds: Math.max(limits.stopSeconds, stopSeconds + 30) },
  };
}

type Properties = Readonly<Record<string, unknown>>;

function readText(properties: Properties, key: string): string | undefined {
  const value = properties[key];
  return typeof value === 'string' ? value : undefined;
}

function readSeconds(properties: Properties, key: string): number | undefined {
  const text = readText(properties, key);
  return text === undefined ? undefined : parseDuration(text);
}

function readObject(properties: Properties, key: string): Properties | undefined {
  const value = properties[key];
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
}

function readWords(properties: Properties, place: Place): readonly string[] {
  const value = properties['command'];
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) {
    throw new ColoError('NODE_PROPERTIES_INVALID', 'properties/command must be a list of texts.', { place });
  }
  return value;
}
