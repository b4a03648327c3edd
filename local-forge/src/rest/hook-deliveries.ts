import { notFound } from '../answers/refusal.ts';
import type { Delivery } from '../forge-types.ts';
import { makeLinkHeader } from '../http/paginate.ts';
import type { Answer, ApiRequest, Route } from '../http/types.ts';
import { renderDelivery, renderDeliveryItem } from '../render/render-delivery.ts';
import { ok } from './answers.ts';
import { actingAppItself } from './apps.ts';

/** The deliveries of the acting app, newest first. */
function ownDeliveries(request: ApiRequest): Delivery[] {
  const app = actingAppItself(request);
  return request.world.webhooks
    .deliveries()
    .filter((delivery) => delivery.appId === app.id)
    .reverse();
}

function findDelivery(request: ApiRequest): Delivery {
  const id = Number(request.params['delivery_id']);
  const found = ownDeliveries(request).find((delivery) => delivery.id === id);
  if (found === undefined) {
    throw notFound();
  }
  return found;
}

/** Paged by cursor: a page starts below the id that the cursor names. */
function listDeliveries(request: ApiRequest): Answer {
  const perPage = Math.min(Number(request.query.get('per_page') ?? 30) || 30, 100);
  const cursor = Number(request.query.get('cursor') ?? Number.POSITIVE_INFINITY);
  const status = request.query.get('status');
  const all = ownDeliveries(request)
    .filter((delivery) => delivery.id < cursor)
    .filter((delivery) => status === null || delivery.statusCode < 400 === (status === 'success'));
  const page = all.slice(0, perPage);
  const last = page.at(-1);
  const links =
    all.length > perPage && last !== undefined ? [{ rel: 'next', set: { cursor: String(last.id) } }] : [];
  return { status: 200, body: page.map(renderDeliveryItem), headers: makeLinkHeader(request, links) };
}

function redeliver(request: ApiRequest): Answer {
  const { id } = findDelivery(request);
  // GitHub answers at once and sends afterwards; how it went stands in the delivery log.
  void request.world.webhooks.redeliver(id);
  return { status: 202, body: {} };
}

/** Deliveries of an app's webhook. */
export const hookDeliveryRoutes: readonly Route[] = [
  { method: 'GET', path: '/app/hook/deliveries', access: { for: 'app' }, handle: listDeliveries },
  {
    method: 'GET',
    path: '/app/hook/deliveries/{delivery_id}',
    access: { for: 'app' },
    handle: (request) => ok(renderDelivery(findDelivery(request))),
  },
  {
    method: 'POST',
    path: '/app/hook/deliveries/{delivery_id}/attempts',
    access: { for: 'app' },
    handle: redeliver,
  },
];
