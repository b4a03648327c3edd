import { setTimeout as wait } from 'node:timers/promises';
import type { ForgeFaults, RestFault } from '../forge-types.ts';
import type { Answer } from './types.ts';

interface FaultPlan {
  /** The fault's answer; undefined: only a delay. */
  readonly answer: Answer | undefined;
  /** True: the request takes effect first. */
  readonly afterEffect: boolean;
}

/** Picks the faults for REST requests; counts how often each has struck. */
export function createFaultPicker(faults: { readonly current: ForgeFaults }) {
  const struck = new Map<RestFault, number>();
  return async function pickFault(method: string, path: string): Promise<FaultPlan | undefined> {
    for (const fault of faults.current.rest ?? []) {
      const used = struck.get(fault) ?? 0;
      if (used >= (fault.times ?? 1) || !matches(fault, method, path)) {
        continue;
      }
      struck.set(fault, used + 1);
      if (fault.delayMs !== undefined) {
        await wait(fault.delayMs);
      }
      return { answer: makeAnswer(fault), afterEffect: fault.afterEffect ?? false };
    }
    return undefined;
  };
}

function matches(fault: RestFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) {
    return false;
  }
  if (fault.path === undefined) {
    return true;
  }
  return typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path);
}

function makeAnswer(fault: RestFault): Answer | undefined {
  const { status } = fault;
  if (status === undefined) {
    return undefined;
  }
  const limited = status === 403 || status === 429;
  const message = fault.message ?? (limited ? SECONDARY_LIMIT : (MESSAGES.get(status) ?? 'Server Error'));
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest' },
    headers: { ...(limited ? { 'retry-after': '1' } : {}), ...fault.headers },
  };
}

const SECONDARY_LIMIT =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const MESSAGES = new Map([
  [404, 'Not Found'],
  [409, 'Conflict'],
  [422, 'Validation Failed'],
]);
