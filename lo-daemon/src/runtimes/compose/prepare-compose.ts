import {
  findPlaces,
  findPodmanComposeFault,
  listRunningServices,
  type ResolvedService,
} from '@colo/schemas/compose';
import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { computeContentDigest } from '../../node/compute-content-digest.ts';
import { checkEnvironment } from '../check-environment.ts';
import { checkProperties } from '../check-properties.ts';
import { readLimits, readMinReady, readWait } from '../margo-properties.ts';
import { resolvePackageLocation } from '../package-location.ts';
import { parseDuration } from '../parse-duration.ts';
import type { ComponentToRun, ContentFile, PreparedComponent, RuntimeGuard } from '../runtime.ts';
import { composePropertiesSchema } from './compose-properties.ts';
import { markSecrets } from './judge-secrets.ts';
import { listDataSettings } from './list-data-settings.ts';
import { readComposePackage } from './read-compose-package.ts';

const DEFAULT_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const DEFAULT_STOP_SECONDS = 10;

/** An image reference: neither an option, nor podman's way to name a file of the host (`docker-archive:/…`). */
const IMAGE = /^(?!.*:\/)[A-Za-z0-9][A-Za-z0-9._:/@-]{0,500}$/;

/** Checks a `compose` component against the guard and turns it into settings for `runner/runtime-compose.sh`. */
export async function prepareCompose(
  component: ComponentToRun,
  guard: RuntimeGuard,
): Promise<PreparedComponent> {
  const { properties, files } = component;
  const place: Place = {
    site: component.site,
    host: component.host,
    application: component.applicationId,
    component: component.component,
  };
  checkProperties(properties, composePropertiesSchema, place);
  const { folder, file } = findComposeFile(String(properties['packageLocation']), files, place);
  const environment = checkEnvironment(component.environment, place);
  const secrets = component.secrets ?? [];
  const { model, services, inputs } = await readComposePackage(
    file,
    files,
    { ...environment, ...markSecrets(secrets) },
    guard,
    place,
  );
  const expected = listRunningServices(services);
  const running = services.filter((service) => expected.includes(service.name));
  const stopTimeout = properties['stopTimeout'];
  const stopSeconds =
    (typeof stopTimeout === 'string' ? parseDuration(stopTimeout) : undefined) ?? DEFAULT_STOP_SECONDS;
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
    contentDigest: computeContentDigest(files),
    files,
    settings: {
      FOLDER: folder,
      FILE: file.path.slice(folder === '' ? 0 : folder.length + 1),
      SERVICES: expected.join(' '),
      OPTIONAL_SERVICES: services
        .map((service) => service.name)
        .filter((name) => !expected.includes(name))
        .join(' '),
      IMAGES: listImages(running, place).join(' '),
      ...listDataSettings(running, place),
      PLACES: listPlaces(running, inputs, place).join('\n'),
      UNFIT_PODMAN_COMPOSE: findPodmanComposeFault(model, folder, running)?.message ?? '',
      FORMAT_VERSION: readFormatVersion(model['version']),
      STOP_SECONDS: String(stopSeconds),
      WAIT: readWait(properties) ? 'yes' : 'no',
      ...readMinReady(properties),
      ...(secrets.length > 0 ? { SECRETS: 'yes' } : {}),
    },
    environment,
    limits: { ...limits, stopSeconds: Math.max(limits.stopSeconds, stopSeconds + 60) },
  };
}

function findComposeFile(
  location: string,
  files: readonly ContentFile[],
  place: Place,
): { readonly folder: string; readonly file: ContentFile } {
  const found = resolvePackageLocation(location, files, place);
  const prefix = found.folder === '' ? '' : `${found.folder}/`;
  const file =
    found.file ??
    DEFAULT_NAMES.map((name) => files.find((candidate) => candidate.path === prefix + name)).find(Boolean);
  if (file === undefined) {
    throw new ColoError(
      'NODE_PROPERTIES_INVALID',
      `There is no compose file in ${JSON.stringify(location)}.`,
      { place },
    );
  }
  return { folder: found.folder, file };
}

/** Paths in the package that containers may write. Throws NODE_PRIVILEGE_REFUSED for what cannot be kept. */
function listPlaces(
  services: readonly ResolvedService[],
  inputs: readonly string[],
  place: Place,
): readonly string[] {
  const { paths, faults } = findPlaces(services, inputs);
  const [fault] = faults;
  if (fault === undefined) return paths;
  throw new ColoError('NODE_PRIVILEGE_REFUSED', `${fault.message.replace(/^t/, 'T')}.`, {
    place,
    fix: fault.fix,
  });
}

function listImages(services: readonly ResolvedService[], place: Place): readonly string[] {
  const images = new Set<string>();
  for (const { name, image } of services) {
    if (typeof image !== 'string' || !IMAGE.test(image)) {
      throw new ColoError(
        'NODE_CONTENT_INVALID',
        `The service ${toSafeText(name, 100)} has no usable image.`,
        {
          place,
          fix: 'Name an image with its tag or digest; images are not built on the node.',
        },
      );
    }
    images.add(image);
  }
  return [...images];
}

/** The file's `version`, which docker-compose 1 compares; newer tools ignore it. */
function readFormatVersion(version: unknown): string {
  const text = typeof version === 'number' ? String(version) : version;
  return typeof text === 'string' && /^\d(?:\.\d)?$/.test(text) ? text : '';
}
