import type { Reporter } from '../reporter.ts';

/** Writes reports to LO's own log. */
export const logReporter: Reporter = {
  id: 'log',
  help: "Writes every report to LO's log, for sites that report nowhere else.",
  configSchema: { type: 'object', properties: {}, additionalProperties: false },
  capabilities: { remote: false },
  create: (_settings, { log }) => ({
    send: ({ commit, context, state, description }) => {
      log.info('report', { commit, context, state, description });
      return Promise.resolve();
    },
  }),
};
