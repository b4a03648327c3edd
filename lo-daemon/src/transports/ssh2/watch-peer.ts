import type { OpenClient } from './open-client.ts';

/** What is known of a server's answers to probes, for all connections to it. */
export interface PeerHabits {
  /** Undefined as long as neither an answer came nor one is sure to be missing. */
  answersProbes: boolean | undefined;
}

export interface WatchTempo {
  /** A peer from which nothing came for so long is asked, in milliseconds. */
  readonly everyMs: number;
  /** So many probes without a word, and the connection counts as dead. */
  readonly probes: number;
}

/** A peer that is silent for 15 s is asked, three times, before the connection counts as dead. */
export const DEFAULT_TEMPO: WatchTempo = { everyMs: 15_000, probes: 3 };

export interface PeerWatch {
  /**
   * A command that began after the watch has ended with a status. Servers answer in order: a probe before it that is not
   * answered by now never will be.
   */
  noteAnswer(): void;
}

/**
 * Ends a connection whose peer is gone. Anything that arrives is life. A silent peer is sent a request that must be answered
 * (RFC 4254, section 4); where a server answers none, only the system's own probes of the TCP connection tell.
 */
export function watchPeer(
  { client, socket }: OpenClient,
  habits: PeerHabits,
  { everyMs, probes }: WatchTempo,
): PeerWatch {
  let received = socket.bytesRead;
  let silent = 0;
  socket.setKeepAlive(true, everyMs * probes);
  const probe = () => {
    try {
      // Nothing was ever forwarded, so nothing is taken back: any server refuses, which is an answer.
      client.unforwardIn('', 0, () => {
        // Also called when the connection ends.
        if (socket.writable) habits.answersProbes = true;
      });
    } catch {
      // It ended meanwhile, which its event tells.
    }
  };
  const timer = setInterval(() => {
    const isSilent = socket.bytesRead === received;
    received = socket.bytesRead;
    silent = isSilent ? silent + 1 : 0;
    if (!isSilent || habits.answersProbes === false) return;
    if (silent > probes) socket.destroy();
    else probe();
  }, everyMs);
  client.once('close', () => clearInterval(timer));
  probe();
  return {
    noteAnswer() {
      habits.answersProbes ??= false;
    },
  };
}
