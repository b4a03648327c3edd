import type { Delivery } from '../forge-types.ts';
import { formatDate } from '../git/parse-commit.ts';

/** A delivery as the list shows it. */
export function renderDeliveryItem(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: formatDate(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** A delivery with what was sent and answered. */
export function renderDelivery(delivery: Delivery) {
  return {
    ...renderDeliveryItem(delivery),
    url: delivery.request.url,
    request: { headers: delivery.request.headers, payload: delivery.request.payload },
    response: { headers: delivery.response.headers, payload: delivery.response.payload },
  };
}
