import { Actuator } from '../actuate/actuator.ts';
import type { Settings } from '../config/settings.ts';
import { Reconciler } from '../reconcile/reconciler.ts';
import { nameReporters } from '../report/name-reporters.ts';
import { Outbox } from '../report/outbox.ts';
import { OutboxSender } from '../report/outbox-sender.ts';
import { getRuntime } from '../runtimes/registry.ts';
import { peekSecrets } from '../secrets/peek-secrets.ts';
import { loadRevision } from '../store/load-revision.ts';
import { openStore } from '../store/open-store.ts';
import { connectHost } from './connect-host.ts';
import { describeStatus, type LoStatus } from './describe-status.ts';
import { createLogger } from './logger.ts';

/** The status by LO's own files, without contacting anybody or changing anything. */
export async function readStoredStatus(settings: Settings): Promise<LoStatus> {
  const { site, stateDir, logLevel } = settings;
  const store = openStore(stateDir, site);
  await store.state.load();
  const outbox = new Outbox(store.outbox);
  await outbox.load();
  const log = createLogger(logLevel);
  const owner = '';
  const reconciler = new Reconciler({
    settings,
    state: store.state,
    actuator: new Actuator({ settings, owner, blobs: store.blobs, getRuntime }),
    log,
    createClient: (host) => connectHost(host, settings, owner),
    onChange: () => undefined,
  });
  const stored = await loadRevision(site, store);
  const revision = stored && (await peekSecrets(settings, store.blobs).seal(stored));
  if (revision !== undefined) reconciler.setRevision(revision);
  const sender = { send: () => Promise.resolve() };
  return describeStatus({
    settings,
    revision,
    refused: await store.revisions.readRefused(),
    state: store.state,
    reconciler,
    pollError: undefined,
    full: outbox.listFull(),
    senders: nameReporters(settings.reporters).map(
      (name) => new OutboxSender({ name, sender, outbox, backoff: settings.retry, log }),
    ),
  });
}
