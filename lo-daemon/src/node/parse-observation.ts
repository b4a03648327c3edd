import { ColoError } from '@colo/schemas/errors';
import { isName } from '@colo/schemas/names';
import { parseActor, parseLease } from './parse-lease.ts';
import { parseNumber, parseSlotReport } from './parse-slot-report.ts';
import type { HostFacts, NodeObservation, PurgeReport, SlotReport } from './slot-report.ts';

const FOLDER = /^\d{1,20}:\d{1,20}$/;
const EPOCH = /^[1-9][0-9]{0,8}$/;

/** What a reply's body holds: facts, slots, and the bytes behind the `complete` line. */
export interface ParsedBody {
  readonly facts: ReadonlyMap<string, string>;
  readonly tools: Readonly<Record<string, string>>;
  readonly slots: readonly SlotReport[];
  readonly purges: Readonly<Record<string, PurgeReport>>;
  readonly unsearched: readonly string[];
  readonly complete: boolean;
  readonly rest: Uint8Array;
}

/** Reads the lines of a body up to `complete`. Text is latin1 on purpose: a node's bytes are never decoded further. */
export function parseBody(body: Uint8Array): ParsedBody {
  const facts = new Map<string, string>();
  const tools: Record<string, string> = {};
  const slots: SlotReport[] = [];
  const purges: Record<string, PurgeReport> = {};
  const unsearched: string[] = [];
  let slotLines: Map<string, string> | undefined;
  let offset = 0;
  while (offset < body.length) {
    const end = body.indexOf(0x0a, offset);
    if (end === -1) {
      break;
    }
    const line = Buffer.from(body.subarray(offset, end)).toString('latin1');
    offset = end + 1;
    const space = line.indexOf(' ');
    const key = space === -1 ? line : line.slice(0, space);
    const value = space === -1 ? '' : line.slice(space + 1);
    if (key === 'complete') {
      return { facts, tools, slots, purges, unsearched, complete: true, rest: body.subarray(offset) };
    }
    if (key === 'slot') {
      slotLines = new Map();
    }
    if (key === 'slot-end' && slotLines !== undefined) {
      slots.push(parseSlotReport(slotLines));
      slotLines = undefined;
    } else if (slotLines !== undefined) {
      slotLines.set(key, value);
    } else if (key === 'unsearched') {
      unsearched.push(value);
    } else if (key === 'purged') {
      const [application = '', epoch = '', data] = value.split(' ');
      if (isName(application) && EPOCH.test(epoch))
        purges[application] = { epoch: Number(epoch), kept: data !== 'none' };
    } else if (key === 'fact' || key === 'tool') {
      const [name = '', ...rest] = value.split(' ');
      if (key === 'fact') {
        facts.set(name, rest.join(' '));
      } else {
        tools[name] = rest.join(' ');
      }
    }
  }
  return { facts, tools, slots, purges, unsearched, complete: false, rest: new Uint8Array() };
}

/** A whole observation. Throws NODE_PROTOCOL when a part is missing. */
export function parseObservation(body: Uint8Array): NodeObservation {
  const parsed = parseBody(body);
  if (!parsed.complete) {
    throw new ColoError('NODE_PROTOCOL', 'The host ended its observation early.');
  }
  const lease = parseLease(parsed.facts);
  return {
    facts: parseFacts(parsed),
    ...(lease === undefined ? {} : { lease }),
    slots: parsed.slots.toSorted(bySlot),
    unsearched: parsed.unsearched,
    ...(Object.keys(parsed.purges).length === 0 ? {} : { purges: parsed.purges }),
  };
}

function parseFacts({ facts, tools }: ParsedBody): HostFacts {
  const folder = facts.get('folder') ?? '';
  const neighbour = facts.get('neighbour');
  return {
    bootId: facts.get('boot-id') ?? '',
    ...(neighbour === undefined ? {} : { neighbour: parseActor(neighbour) }),
    ...(FOLDER.test(folder) ? { folder } : {}),
    uptimeSeconds: parseNumber(facts, 'uptime'),
    architecture: facts.get('architecture') ?? '',
    kernel: facts.get('kernel') ?? '',
    systemd: facts.get('systemd') === 'yes',
    ...(facts.has('disk-free-kilobytes')
      ? { diskFreeBytes: parseNumber(facts, 'disk-free-kilobytes') * 1024 }
      : {}),
    clockSeconds: parseNumber(facts, 'clock'),
    tools,
  };
}

function bySlot(a: SlotReport, b: SlotReport): number {
  const left = `${a.slot.deploymentId}/${a.slot.component}`;
  const right = `${b.slot.deploymentId}/${b.slot.component}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
