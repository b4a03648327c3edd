import { ColoError, type Place } from '@colo/schemas/errors';
import type { Connection, ExecResult } from '../transports/transport.ts';
import {
  buildInstallCommand,
  buildRunCommand,
  type RemoteCommand,
  RUNNER_MISSING,
  type RunnerPlace,
} from './build-command.ts';
import type { Runner } from './build-runner.ts';
import { checkReply } from './check-reply.ts';
import { createNonce } from './create-nonce.ts';
import { describeOutput, hasReply, type Reply, readReply, showBytes } from './read-reply.ts';

/** Bytes of a reply that LO keeps: hundreds of slots, or a log tail. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

export interface VerbCall {
  readonly verb: string;
  /** Called again when the runner had to be installed first. */
  stdin(): AsyncIterable<Uint8Array> | Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Runs beside other work: that it failed says nothing of the connection. */
  readonly beside?: boolean;
}

export interface NodeSessionOptions {
  readonly place: RunnerPlace;
  readonly runner: Runner;
  readonly errorPlace: Place;
  connect(): Promise<Connection>;
}

/** One host's connection, opened when needed and again after it broke, and its runner, installed when missing. */
export class NodeSession {
  readonly #options: NodeSessionOptions;
  #connection: Promise<Connection> | undefined;
  #install: Promise<void> | undefined;
  #opened: Connection | undefined;

  constructor(options: NodeSessionOptions) {
    this.#options = options;
  }

  /** Runs a verb of the runner. Throws NODE_OUTCOME_UNKNOWN when the node did not say how it ended. */
  async run(call: VerbCall): Promise<Reply> {
    const command = buildRunCommand(this.#options.place, call.verb);
    let result = await this.#exec(command, call);
    if (result.code === RUNNER_MISSING) {
      this.#install ??= this.#installRunner(call.timeoutMs).finally(() => {
        this.#install = undefined;
      });
      await this.#install;
      result = await this.#exec(command, call);
    }
    return this.#read(result);
  }

  /** {@link Connection.notice} of the newest connection, also once it is closed. */
  get notice(): string | undefined {
    return this.#opened?.notice;
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) {
      const [outcome] = await Promise.allSettled([connection]);
      if (outcome.status === 'fulfilled') {
        await outcome.value.close();
      }
    }
  }

  async #installRunner(timeoutMs: number): Promise<void> {
    const { place, runner } = this.#options;
    const result = await this.#exec(buildInstallCommand(place, createNonce()), {
      verb: 'install',
      stdin: () => Buffer.from(runner.text, 'utf8'),
      timeoutMs,
    });
    this.#read(result);
  }

  async #exec(
    { command, line }: RemoteCommand,
    call: VerbCall,
  ): Promise<ExecResult & { readonly kind: 'exited' }> {
    const connection = await this.#open();
    const result = await connection.exec({
      command,
      stdin: prepend(line, call.stdin()),
      timeoutMs: call.timeoutMs,
      maxOutputBytes: MAX_REPLY_BYTES,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    if (result.kind === 'unknown') {
      if (result.reason !== 'aborted' && call.beside !== true) {
        await this.close();
      }
      throw new ColoError(
        'NODE_OUTCOME_UNKNOWN',
        `The host did not say how "${call.verb}" ended: ${result.reason}.${describeBefore(result)}`,
        {
          place: this.#options.errorPlace,
          data: { reason: result.reason, verb: call.verb },
        },
      );
    }
    return result;
  }

  async #open(): Promise<Connection> {
    const present = this.#connection;
    if (present !== undefined && !(await present).closed) {
      return present;
    }
    if (this.#connection === present) {
      const opening = this.#options.connect();
      this.#connection = opening;
      opening
        .then((opened) => {
          this.#opened = opened;
        })
        .catch(() => {
          // The error reaches whoever awaits it below; here it only makes room for the next try.
          if (this.#connection === opening) {
            this.#connection = undefined;
          }
        });
    }
    return this.#connection ?? this.#open();
  }

  #read(result: ExecResult & { readonly kind: 'exited' }): Reply {
    const place = this.#options.errorPlace;
    const isAnswered = hasReply(result.stdout);
    const stderr = showBytes(result.stderr);
    if (this.#options.place.sudo && !isAnswered && /\bsudo:/.test(stderr)) {
      throw new ColoError('NODE_SUDO_REFUSED', `sudo refused: ${stderr}`, { place });
    }
    // Of what is written to standard error nothing is needed, so any amount will do.
    if (result.truncated && result.stdout.length >= MAX_REPLY_BYTES) {
      const shown = isAnswered ? '' : ` ${describeOutput(result.stdout, result.stderr)}`;
      throw new ColoError('NODE_PROTOCOL', `The host answered with more than the limit of 4 MiB.${shown}`, {
        place,
      });
    }
    const reply = readReply(result.stdout, result.stderr, place);
    checkReply(reply, place, this.#options.place.workdir);
    return reply;
  }
}

/** What a host wrote before it was given up, where that is no answer: a login shell that asks, for example. */
function describeBefore({ stdout, stderr }: ExecResult): string {
  if (hasReply(stdout) || stdout.length + stderr.length === 0) return '';
  return ` ${describeOutput(stdout, stderr)}`;
}

function prepend(
  line: string,
  input: AsyncIterable<Uint8Array> | Uint8Array,
): AsyncIterable<Uint8Array> | Uint8Array {
  const first = Buffer.from(line, 'utf8');
  return input instanceof Uint8Array ? Buffer.concat([first, input]) : chain(first, input);
}

async function* chain(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
