import { isIPv4, isIPv6 } from 'node:net';
import type { Site } from '../generated/site.ts';
import { checkRuntimes } from './check-runtimes.ts';
import { checkSiteName } from './check-site-name.ts';
import type { Diagnostic } from './diagnostic.ts';
import { findRepeated } from './find-repeated.ts';
import { writeHostPlace } from './host-address.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** RFC 1123, section 2.1. */
const HOST_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Rules of a site beyond its schema: its own name, host names, addresses that can be dialled, runtimes. */
export function checkSite(site: Site, parsed: ParsedYaml, name: string | undefined): readonly Diagnostic[] {
  return [
    ...checkSiteName(site.metadata.name, ['metadata', 'name'], name, parsed),
    ...findRepeated(site.spec.hosts.map((host) => host.name)).map(({ index, first, word }) => {
      const message = `spec.hosts[${index}] has the name ${word} of spec.hosts[${first}]`;
      return makeDiagnostic('SITE_HOST_DUPLICATE', message, parsed.locate(['spec', 'hosts', index, 'name']));
    }),
    ...findRepeated(site.spec.hosts.map(writeHostPlace)).map(({ index, first, word }) => {
      const message = `spec.hosts[${index}] is the same machine as spec.hosts[${first}]: ${word}`;
      const path = ['spec', 'hosts', index, 'address'];
      return makeDiagnostic('SITE_HOST_SAME', message, parsed.locate(path));
    }),
    ...site.spec.hosts.flatMap(({ address }, index) => {
      if (isAddress(address)) return [];
      const message = `spec.hosts[${index}].address must be a DNS name or an IP address, not ${JSON.stringify(address)}`;
      return [
        makeDiagnostic('SITE_ADDRESS_INVALID', message, parsed.locate(['spec', 'hosts', index, 'address'])),
      ];
    }),
    ...checkRuntimes(site, parsed),
  ];
}

/** The schema keeps out what a shell or ssh would misread; this keeps out what cannot be dialled. */
function isAddress(address: string): boolean {
  if (address.includes(':')) return isIPv6(address);
  if (/^[0-9.]+$/.test(address)) return isIPv4(address);
  return address.split('.').every((label) => HOST_LABEL.test(label));
}
