import t from 'tap';
import { checkComposeSchema } from '../../src/margo/content/compose-schema/check-compose-schema.ts';
import { parseCompose } from '../../src/margo/content/parse-compose.ts';

function check(text: string): readonly string[] {
  const parsed = parseCompose(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return checkComposeSchema(parsed.toParsedYaml('compose.yaml')).map(
    ({ code, line, column, message, fix }) => `${line}:${column} ${code} ${message}. ${fix}`,
  );
}

const faults: readonly (readonly [name: string, text: string, expected: string])[] = [
  [
    'a key that is nearly right',
    'services:\n  web:\n    imagee: nginx\n',
    '3:5 MARGO_COMPOSE_INVALID services.web has no key imagee; did you mean image?. Write image.',
  ],
  [
    'a key of nothing',
    'services: {}\nserivces: {}\n',
    '2:1 MARGO_COMPOSE_INVALID the document has no key serivces; did you mean services?. Write services.',
  ],
  [
    'a number that YAML made of a text',
    'version: 3.8\nservices: {}\n',
    '1:10 MARGO_COMPOSE_INVALID version must be a text, but YAML reads 3.8 as the number 3.8. Put it in quotes: "3.8".',
  ],
  [
    'a form that none of the choices has',
    'services: {web: {volumes: [data:/data, 5]}}\n',
    '1:40 MARGO_COMPOSE_INVALID services.web.volumes[1] must be a text or a map, not the number 5. Write a text or a map.',
  ],
  [
    'a fault inside one form of a choice, once and at its own place',
    'services: {web: {ports: ["80", {target: 80, publishd: 8080}]}}\n',
    '1:45 MARGO_COMPOSE_INVALID services.web.ports[1] has no key publishd; did you mean published?. Write published.',
  ],
  [
    'a word that is not of the list',
    'services: {web: {depends_on: {db: {condition: service_healty}}}}\n',
    '1:47 MARGO_COMPOSE_INVALID services.web.depends_on.db.condition must be one of service_started, service_healthy, ' +
      'service_completed_successfully, not "service_healty"; did you mean service_healthy?. Write service_healthy.',
  ],
  [
    'a time without its unit',
    'services: {web: {stop_grace_period: "10"}}\n',
    '1:37 MARGO_COMPOSE_INVALID services.web.stop_grace_period must be a time with its unit, for example 1m30s, not "10". Write a time with its unit, for example 1m30s.',
  ],
  [
    'a port that is none',
    'services: {web: {ports: ["web:http"]}}\n',
    '1:26 MARGO_COMPOSE_INVALID services.web.ports[0] must be a port, for example 8080:80 or 127.0.0.1:8080:80/tcp, not "web:http". Write a port, for example 8080:80 or 127.0.0.1:8080:80/tcp.',
  ],
  [
    'a missing key',
    'services: {web: {ulimits: {nofile: {soft: 1}}}}\n',
    '1:28 MARGO_COMPOSE_INVALID services.web.ulimits.nofile must have the key hard. Add hard.',
  ],
  [
    'a truth value that is none',
    'services: {web: {privileged: maybe}}\n',
    '1:30 MARGO_COMPOSE_INVALID services.web.privileged must be true or false, not a text. Write true or false.',
  ],
  [
    'the name of a service',
    'services: {"my web": {image: a}}\n',
    '1:12 MARGO_COMPOSE_INVALID services has no key my web; did you mean my-web?. Write my-web.',
  ],
  [
    'services as a list',
    'services: [web]\n',
    '1:11 MARGO_COMPOSE_INVALID services must be a map, not a list. Write a map: its keys on lines of their own below, indented.',
  ],
  [
    'a value behind a merge key',
    'x-a: &a {restart: [always]}\nservices: {web: {<<: *a}}\n',
    '2:17 MARGO_COMPOSE_INVALID services.web.restart must be a text, not a list. Write a text.',
  ],
];
for (const [name, text, expected] of faults) {
  t.test(`compose schema: ${name}`, async (t) => {
    t.same(check(text), [expected]);
  });
}

t.test('values with variables, and texts that compose reads as something else, are taken', async (t) => {
  const text = `
services:
  web:
    image: "\${IMAGE:?no image}"
    privileged: \${PRIVILEGED:-false}
    init: "yes"
    scale: "2"
    mem_swappiness: $SWAP
    ports: ["\${PORT}:80", "\${RANGE}", {target: "\${PORT}"}]
    expose: ["\${PORT}"]
    healthcheck: {test: "true", interval: "\${EVERY:-10s}", retries: "\${TIMES}"}
    pull_policy: $POLICY
    volumes: [{type: "\${KIND}", source: a, target: /a}]
    depends_on: {db: {condition: "\${WHEN}"}}
  db: {image: db, oom_score_adj: "-500"}
`;

  t.same(check(text), []);
});

t.test('what the specification has added since its schema was packaged is known', async (t) => {
  const text = `
name: hello
include: [other.yaml, {path: [a.yaml, b.yaml], project_directory: sub, env_file: x.env}]
models: {llm: {model: ai/small}}
services:
  web:
    annotations: {a: b}
    attach: false
    build: {context: ., dockerfile_inline: FROM a, platforms: [linux/arm64], additional_contexts: [a=b], tags: [x]}
    cgroup: private
    command: null
    entrypoint: [a, b]
    depends_on: {db: {condition: service_started, restart: true, required: false}}
    develop: {watch: [{path: ., action: sync}]}
    devices: [/dev/a:/dev/b, {source: /dev/c, target: /dev/d, permissions: r}]
    env_file: [a.env, {path: b.env, required: false, format: raw}]
    extends: db
    extra_hosts: {a: [10.0.0.1, 10.0.0.2], b: 10.0.0.3}
    gpus: all
    healthcheck: {test: [CMD, a], start_interval: 1s, start_period: 1m30s}
    label_file: [labels]
    models: [llm]
    networks: {front: {interface_name: eth1, mac_address: "02:42:ac:11:00:02", gw_priority: 1, aliases: [a]}, back: null}
    ports: [80, "8080:80", "127.0.0.1:8001:8001/udp", "3000-3005", "[::1]:80:80", {name: web, target: 80, published: "8080-8090", app_protocol: http}]
    post_start: [{command: a}]
    pre_stop: [{command: [a], user: root}]
    pull_policy: every_12h
    uts: host
    volumes: [{type: image, source: a, target: /a, image: {subpath: b}}, {type: bind, source: ./a, target: /b, bind: {selinux: z}}, {type: volume, source: v, target: /c, volume: {subpath: d, labels: {a: b}}}]
    deploy: {resources: {limits: {cpus: "0.5", memory: 50M, pids: 10}}}
  db: {image: db, x-note: {any: thing}}
networks: {front: {enable_ipv4: true}, back: null}
volumes: {v: null}
configs: {a: {content: text}, b: {environment: B}}
secrets: {a: {environment: A}, b: {file: ./b}}
x-vendor: [1]
`;

  t.same(check(text), []);
});
