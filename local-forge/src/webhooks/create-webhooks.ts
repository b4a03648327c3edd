import { randomUUID } from 'node:crypto';
import { MAX_WEBHOOK_BYTES } from '../answers/github-limits.ts';
import { notFound } from '../answers/refusal.ts';
import type { Delivery, DeliveryFacts, ForgeFaults, ForgeLogEntry } from '../forge-types.ts';
import { createLock, type Lock } from '../store/create-lock.ts';
import type { Store } from '../store/create-store.ts';
import { covers } from '../store/find-repository.ts';
import type { App, Installation, Repository } from '../store/types.ts';
import { buildPayload } from './build-payload.ts';
import type { HookEvent } from './hook-event.ts';
import { type DeliveryDraft, sendDelivery } from './send-delivery.ts';
import { signDelivery } from './sign-delivery.ts';

export interface Webhooks {
  /** Queues the event for every app that is installed there and subscribed; in order per app. */
  emit(event: HookEvent): void;
  /** False: nobody would get it, and the work of describing it can be saved. */
  hasListener(event: string, repository: Repository): boolean;
  deliveries(): readonly Delivery[];
  /** Sends a delivery again, with its GUID and its very bytes. */
  redeliver(guidOrId: string | number): Promise<void>;
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface WebhooksOptions {
  readonly store: Store;
  readonly base: string;
  readonly now: () => Date;
  readonly log: (entry: ForgeLogEntry) => void;
  readonly faults: { readonly current: ForgeFaults };
}

export function createWebhooks({ store, base, now, log, faults }: WebhooksOptions): Webhooks {
  const sent: Delivery[] = [];
  const queues = new Map<number, Lock>();
  const underWay = new Set<Promise<void>>();
  const stop = new AbortController();
  let count = 0;

  function enqueue(draft: DeliveryDraft, dropped: boolean): Promise<void> {
    const queue = queues.get(draft.appId) ?? createLock();
    queues.set(draft.appId, queue);
    const work = queue(async () => {
      const delivery = await sendDelivery(draft, { now, dropped, signal: stop.signal });
      sent.push(delivery);
      log({
        at: delivery.deliveredAt.toISOString(),
        kind: 'webhook',
        method: draft.action === undefined ? draft.event : `${draft.event}.${draft.action}`,
        path: draft.request.url,
        status: delivery.statusCode,
        actor: `app:${store.apps.get(draft.appId)?.slug ?? draft.appId}`,
      });
    });
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  function draftFor(
    app: App,
    installationId: number,
    event: HookEvent,
    body: Readonly<Record<string, unknown>>,
  ) {
    const guid = randomUUID();
    const text = JSON.stringify(body);
    const draft: DeliveryDraft = {
      id: store.nextId(),
      guid,
      appId: app.id,
      installationId,
      repositoryId: event.repository.id,
      event: event.event,
      action: event.action,
      redelivery: false,
      request: {
        url: app.webhookUrl ?? '',
        headers: signDelivery(app, event.event, guid, text),
        body: text,
        payload: body,
      },
    };
    return draft;
  }

  function findListeners(event: string, repository: Repository): Installation[] {
    return [...store.installations.values()].filter(
      (installation) =>
        installation.app.webhookUrl !== undefined &&
        installation.app.events.includes(event) &&
        covers(installation, repository),
    );
  }

  return {
    hasListener: (event, repository) => findListeners(event, repository).length > 0,
    emit(event) {
      for (const installation of findListeners(event.event, event.repository)) {
        const { app } = installation;
        const draft = draftFor(app, installation.id, event, buildPayload(base, installation, event));
        if (draft.request.body.length > MAX_WEBHOOK_BYTES) {
          continue;
        }
        count += 1;
        const facts: DeliveryFacts = { ...draft, payload: draft.request.payload };
        const { dropDelivery, duplicateDelivery } = faults.current;
        void enqueue(draft, dropDelivery?.(facts, count) ?? false);
        if (duplicateDelivery?.(facts, count) === true) {
          void enqueue({ ...draft, id: store.nextId() }, false);
        }
      }
    },
    deliveries: () => sent,
    async redeliver(guidOrId) {
      const original = sent.find((delivery) => delivery.id === guidOrId || delivery.guid === guidOrId);
      const app = original === undefined ? undefined : store.apps.get(original.appId);
      if (original === undefined || app === undefined) {
        throw notFound();
      }
      const { id: _id, request, ...rest } = original;
      const url = app.webhookUrl ?? request.url;
      await enqueue({ ...rest, id: store.nextId(), request: { ...request, url }, redelivery: true }, false);
    },
    async idle() {
      while (underWay.size > 0) {
        await Promise.allSettled(underWay);
      }
    },
    async close() {
      stop.abort();
      await Promise.allSettled(underWay);
    },
  };
}
