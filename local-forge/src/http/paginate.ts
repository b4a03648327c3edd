import type { Answer, ApiRequest } from './types.ts';

interface Page {
  readonly page: number;
  readonly perPage: number;
}

/** Reads `page` and `per_page` (default 30, at most 100). */
export function readPage(request: ApiRequest): Page {
  const perPage = Number(request.query.get('per_page') ?? 30);
  const page = Number(request.query.get('page') ?? 1);
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    perPage: Number.isInteger(perPage) && perPage > 0 ? Math.min(perPage, 100) : 30,
  };
}

/** The asked page of a list, and GitHub's Link header to the others. */
export function slicePage<T>(
  request: ApiRequest,
  items: readonly T[],
): { readonly items: readonly T[]; readonly headers: Record<string, string> } {
  const { page, perPage } = readPage(request);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links: Record<string, number> = {};
  if (page > 1) {
    links['first'] = 1;
    links['prev'] = page - 1;
  }
  if (page < last) {
    links['next'] = page + 1;
    links['last'] = last;
  }
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    headers: makeLinkHeader(
      request,
      Object.entries(links).map(([rel, number]) => ({ rel, set: { page: String(number) } })),
    ),
  };
}

/** A Link header whose addresses are the request's own, with some query parameters replaced. */
export function makeLinkHeader(
  request: ApiRequest,
  links: readonly { readonly rel: string; readonly set: Readonly<Record<string, string>> }[],
): Record<string, string> {
  if (links.length === 0) {
    return {};
  }
  const rows = links.map(({ rel, set }) => {
    const url = new URL(request.url);
    for (const [name, value] of Object.entries(set)) {
      url.searchParams.set(name, value);
    }
    return `<${url.href}>; rel="${rel}"`;
  });
  return { link: rows.join(', ') };
}

/** 200 with one page of a list, rendered. */
export async function answerPage<T>(
  request: ApiRequest,
  all: readonly T[],
  render: (item: T) => unknown,
): Promise<Answer> {
  const { items, headers } = slicePage(request, all);
  return { status: 200, body: await Promise.all(items.map(render)), headers };
}
