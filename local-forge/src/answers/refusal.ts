import { ColoError } from '@colo/schemas/errors';

/** One row of GitHub's `errors` in a 422 answer. */
interface FieldError {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

interface RefusalOptions {
  readonly errors?: readonly (FieldError | string)[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with which GitHub refuses a request; thrown by handlers, rendered by the server. */
export class Refusal extends ColoError {
  readonly status: number;
  readonly errors: readonly (FieldError | string)[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, options: RefusalOptions = {}) {
    super('FORGE_REFUSED', message, { data: { status } });
    this.status = status;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** 404: there is no such thing, or the caller must not learn that there is. */
export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** 422 with one field error, in GitHub's shape. */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  const error = message === undefined ? { resource, field, code } : { resource, field, code, message };
  return new Refusal(422, 'Validation Failed', { errors: [error] });
}

/** 422 with a sentence and no field. */
export function unprocessable(message: string): Refusal {
  return new Refusal(422, message);
}
