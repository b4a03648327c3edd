import { join } from 'node:path';
import { StateStore } from '../../src/store/state-store.ts';
import { SITE, type SiteRig } from './site-rig.ts';

/** Makes LO remember another boot of a host than the present one: to LO, the host has booted. */
export async function forgetBoot(rig: SiteRig, name = 'edge-01'): Promise<void> {
  const store = new StateStore(join(rig.settings.stateDir, 'state'), SITE);
  await store.load();
  const host = store.getHost(name) ?? { applications: {} };
  store.setHost(name, { ...host, bootId: '00000000-0000-4000-8000-000000000000' });
  await store.save();
}
