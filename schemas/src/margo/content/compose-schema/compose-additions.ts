import type { JsonSchema } from '../../../documents/schema/compile-schema.ts';

const anything = {};
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const flag = { type: 'boolean' };
const map = { type: 'object' };
const pairs = { $ref: '#/definitions/list_or_dict' };
const wordOrWords = { $ref: '#/definitions/string_or_list' };
const command = { type: ['string', 'array', 'null'], items: text };
const textOrTexts = { type: ['string', 'array'], items: text };
const ports = {
  pattern: '^[0-9]+(?:-[0-9]+)?$',
  patternErrorMessage: 'must be a port or a range of ports, for example 8080 or 8080-8090',
};
const count = { pattern: '^[0-9]*\\.?[0-9]+$', patternErrorMessage: 'must be a number, for example 0.5' };
const amount = {
  pattern: '^[0-9]+(?:\\.[0-9]+)?(?: ?[kKmMgGtTpP]?[iI]?[bB]?)$',
  patternErrorMessage: 'must be an amount such as 64m, 512M or 2g',
};
const vendorKeys = { '^x-': anything };

/**
 * What the Compose Specification has added since the schema of the npm package was made (end of 2021), up to what it was
 * in 2026. Laid over that schema: a part that has a type takes the place of what was there, any other is joined with it.
 * What no site runs (`build`, `develop`, `models`, `provider`, hooks) is only held to its outer form.
 */
export const composeAdditions: JsonSchema = {
  properties: {
    name: text,
    include: {
      type: 'array',
      items: {
        type: ['string', 'object'],
        properties: { path: wordOrWords, env_file: wordOrWords, project_directory: text },
        additionalProperties: false,
      },
    },
    models: map,
  },
  definitions: {
    service: {
      properties: {
        annotations: pairs,
        attach: flag,
        build: {
          properties: {
            additional_contexts: pairs,
            cache_to: texts,
            dockerfile_inline: text,
            entitlements: texts,
            extra_hosts: anything,
            no_cache: flag,
            platforms: texts,
            privileged: flag,
            pull: flag,
            secrets: anything,
            ssh: pairs,
            tags: texts,
            ulimits: map,
          },
        },
        cpus: count,
        mem_limit: amount,
        mem_reservation: amount,
        shm_size: amount,
        cgroup: { type: 'string', enum: ['host', 'private'] },
        command,
        depends_on: {
          patternProperties: {
            '^[a-zA-Z0-9._-]+$': {
              properties: { required: flag, restart: flag },
              patternProperties: vendorKeys,
            },
          },
        },
        develop: { type: ['object', 'null'] },
        devices: {
          type: 'array',
          items: {
            type: ['string', 'object'],
            properties: { source: text, target: text, permissions: text },
            required: ['source'],
            patternProperties: vendorKeys,
            additionalProperties: false,
          },
        },
        entrypoint: command,
        env_file: {
          type: ['string', 'array'],
          items: {
            type: ['string', 'object'],
            properties: { path: text, format: text, required: flag },
            required: ['path'],
            additionalProperties: false,
          },
        },
        extra_hosts: {
          type: ['object', 'array'],
          patternProperties: { '.+': textOrTexts },
          additionalProperties: false,
          items: text,
          uniqueItems: true,
        },
        gpus: { type: ['string', 'array'], items: map },
        label_file: textOrTexts,
        models: { type: ['array', 'object'], items: text },
        networks: {
          patternProperties: {
            '^[a-zA-Z0-9._-]+$': {
              properties: {
                driver_opts: map,
                gw_priority: { type: 'number' },
                interface_name: text,
                mac_address: text,
              },
            },
          },
        },
        ports: {
          items: {
            properties: {
              name: text,
              app_protocol: text,
              published: { type: ['string', 'integer'], ...ports },
            },
          },
        },
        post_start: { type: 'array', items: map },
        pre_stop: { type: 'array', items: map },
        provider: map,
        pull_policy: {
          type: 'string',
          pattern:
            '^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$',
          patternErrorMessage:
            'must be always, never, missing, if_not_present, build, daily, weekly or every_<time>',
        },
        pull_refresh_after: text,
        restart: {
          type: 'string',
          pattern: '^(?:no|always|unless-stopped|on-failure(?::[0-9]+)?)?$',
          patternErrorMessage: 'must be no, always, unless-stopped, on-failure or on-failure:<times>',
        },
        use_api_socket: flag,
        uts: text,
        volumes: {
          items: {
            properties: {
              type: { type: 'string', enum: ['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'] },
              bind: { properties: { recursive: text, selinux: text } },
              image: map,
              tmpfs: { properties: { mode: { type: 'number' } } },
              volume: { properties: { labels: pairs, subpath: text } },
            },
          },
        },
      },
    },
    config: { properties: { content: text, environment: text } },
    deployment: {
      properties: {
        resources: {
          properties: {
            limits: { properties: { cpus: count, memory: amount, pids: { type: 'integer' } } },
            reservations: { properties: { cpus: count, memory: amount } },
          },
        },
      },
    },
    healthcheck: { properties: { start_interval: { type: 'string', format: 'duration' } } },
    network: { properties: { enable_ipv4: flag } },
    secret: { properties: { environment: text } },
  },
};
