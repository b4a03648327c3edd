import t from 'tap';
import { readComposeDocument } from '../../src/margo/documents/read-compose-document.ts';

function check(text: string): readonly string[] {
  const found = readComposeDocument(text, { file: 'compose.yaml' }) ?? [];
  // What LO refuses is another matter: compose.test.ts.
  return found
    .filter(({ code }) => code !== 'MARGO_COMPOSE_REFUSED')
    .map(({ code, severity, line, column, message, fix }) => {
      t.equal(code, 'MARGO_COMPOSE_INVALID');
      return `${line}:${column} ${severity} ${message}. ${fix}`;
    });
}

const digest = 'e6feb938f54b1e23312716f90c89a48009fb4e1a414d2a581d0ff21f6897a97e';

const faults: readonly (readonly [name: string, text: string, expected: string])[] = [
  [
    'a service that waits for one that is not there',
    'services:\n  web:\n    image: a\n    depends_on:\n      - stroe\n  store: {image: b}\n',
    '5:9 error service web names the service stroe, which the compose file does not define; did you mean store?. Write store.',
  ],
  [
    'the same in the long form',
    'services: {web: {image: a, depends_on: {db: {condition: service_healthy}}}}\n',
    '1:41 error service web names the service db, which the compose file does not define. Define db under services, or remove it here.',
  ],
  [
    'the same on a line of its own, at the name',
    'services:\n  web:\n    image: a\n    depends_on:\n      stroe:\n        condition: service_started\n  store: {image: b}\n',
    '5:7 error service web names the service stroe, which the compose file does not define; did you mean store?. Write store.',
  ],
  [
    'a port without the side of the container',
    'services: {web: {image: a, ports: [{published: "80"}]}}\n',
    '1:36 error services.web.ports[0] does not say which port of the container it is. Add target, the port in the container.',
  ],
  [
    'a published port that is no number',
    'services: {web: {image: a, ports: [{target: 80, published: "8o"}]}}\n',
    '1:60 error services.web.ports[0].published must be a port or a range of ports, for example 8080 or 8080-8090, not "8o". Write a port or a range of ports, for example 8080 or 8080-8090.',
  ],
  [
    'a health check that does not say how it is run',
    'services: {web: {image: a, healthcheck: {test: ["true"]}}}\n',
    '1:48 error services.web.healthcheck.test must begin with NONE, CMD or CMD-SHELL. Write CMD before the program, or CMD-SHELL before one text for the shell.',
  ],
  [
    'a share of the processor that is no number',
    'services: {web: {image: a, deploy: {resources: {limits: {cpus: half}}}}}\n',
    '1:64 error services.web.deploy.resources.limits.cpus must be a number, for example 0.5, not "half". Write a number, for example 0.5.',
  ],
  [
    'an amount of memory with a unit that is none',
    'services: {web: {image: a, mem_limit: 64 megs}}\n',
    '1:39 error services.web.mem_limit must be an amount such as 64m, 512M or 2g, not "64 megs". Write an amount such as 64m, 512M or 2g.',
  ],
  [
    'a variable that older programs take for a truth value',
    'services:\n  web:\n    image: a\n    environment:\n      A: yes\n',
    '5:10 warning services.web.environment.A: podman-compose and docker-compose 1 read yes without quotes as a truth value, not as a text. Quote it: "yes".',
  ],
  [
    'a variable that is a truth value',
    'services: {web: {image: a, environment: {A: true}}}\n',
    '1:45 warning services.web.environment.A: podman-compose hands true without quotes on as True, and docker-compose 1 refuses it. Quote it: "true".',
  ],
  [
    'a label that loses a zero',
    'services: {web: {image: a, labels: {version: 1.10}}}\n',
    '1:46 warning services.web.labels.version: compose reads 1.10 without quotes as the number 1.1. Quote it: "1.10".',
  ],
  [
    'a service that waits for itself',
    'services: {web: {image: a, depends_on: [web]}}\n',
    '1:41 error service web waits for itself. Remove it here.',
  ],
  [
    'services that wait for each other, said once',
    'services:\n  a: {image: a, depends_on: [b]}\n  b: {image: a, depends_on: [c]}\n  c: {image: a, depends_on: [b]}\n',
    '4:30 error these services wait for each other, so none starts: b, c, b. Remove one depends_on of them.',
  ],
  [
    'a volume that is not declared',
    'services: {web: {image: a, volumes: ["dat:/data"]}}\nvolumes: {data: {}}\n',
    '1:38 error service web names the volume dat, which the compose file does not define; did you mean data?. Write data.',
  ],
  [
    'a volume of the long form that is not declared',
    'services: {web: {image: a, volumes: [{type: volume, source: logs, target: /l}]}}\n',
    '1:61 error service web names the volume logs, which the compose file does not define. Define logs under volumes, or remove it here.',
  ],
  [
    'a network that is not declared',
    'services: {web: {image: a, networks: [default, backend]}}\n',
    '1:48 error service web names the network backend, which the compose file does not define. Define backend under networks, or remove it here.',
  ],
  [
    'a secret that is not declared',
    'services: {web: {image: a, secrets: [db]}}\n',
    '1:38 error service web names the secret db, which the compose file does not define. Define db under secrets, or remove it here.',
  ],
  [
    'a config that is not declared',
    'services: {web: {image: a, configs: [{source: site}]}}\n',
    '1:47 error service web names the config site, which the compose file does not define. Define site under configs, or remove it here.',
  ],
  [
    'the network of a service that is not there',
    'services: {web: {image: a, network_mode: "service:vpn"}}\n',
    '1:42 error service web names the service vpn, which the compose file does not define. Define vpn under services, or remove it here.',
  ],
  [
    'a service without an image',
    'services: {web: {restart: always}}\n',
    '1:12 error service web has no image. Add image.',
  ],
  [
    'a port that no host has',
    'services: {web: {image: a, ports: ["127.0.0.1:80800:80"]}}\n',
    '1:36 error services.web.ports[0]: there is no port 80800. Write a port from 1 to 65535.',
  ],
  [
    'a port of the long form that no host has',
    'services: {web: {image: a, ports: [{target: 70000}]}}\n',
    '1:45 error services.web.ports[0].target: there is no port 70000. Write a port from 1 to 65535.',
  ],
  [
    'a port that older tools read to the base of 60',
    'services:\n  web:\n    image: a\n    ports:\n      - "80:80"\n      - 22:22\n',
    '6:9 warning services.web.ports[1]: podman-compose and docker-compose 1 read 22:22 without quotes as the number 1342, to the base of 60. Quote it: "22:22".',
  ],
  [
    'the same, where the port is also none',
    'services: {web: {image: a, ports: [70000:22]}}\n',
    '1:36 error services.web.ports[0]: there is no port 70000. Write a port from 1 to 65535.',
  ],
  [
    'a user that older tools read so',
    'services: {web: {image: a, user: 1000:50}}\n',
    '1:34 warning services.web.user: podman-compose and docker-compose 1 read 1000:50 without quotes as the number 60050, to the base of 60. Quote it: "1000:50".',
  ],
  [
    'a restart policy that is none',
    'services: {web: {image: a, restart: unless-stoped}}\n',
    '1:37 error services.web.restart must be no, always, unless-stopped, on-failure or on-failure:<times>, not "unless-stoped". Write no, always, unless-stopped, on-failure or on-failure:<times>.',
  ],
  [
    'a brace that is never closed',
    'services: {web: {image: a, environment: {MODE: "${MODE:-fast"}}}\n',
    '1:48 error services.web.environment.MODE: the brace of "${MODE:-fast" is never closed. Add the closing brace: ${NAME}.',
  ],
  [
    'a dollar sign for the shell that is not doubled',
    'services: {web: {image: a, command: "echo $(date)"}}\n',
    '1:37 error services.web.command: compose fills in variables, and the dollar sign of "$(date)" begins none. Write $$ where a dollar sign is meant, ${NAME} for a variable.',
  ],
  [
    'an image in capitals',
    'services: {web: {image: registry.example.com/Web@sha256:' + digest + '}}\n',
    `1:25 error the image registry.example.com/Web@sha256:${digest} is no name that a registry can have. Write it in lower case: registry.example.com/web@sha256:${digest}.`,
  ],
  [
    'a digest that was cut',
    'services: {web: {image: "web@sha256:e6feb938"}}\n',
    '1:25 error the image web@sha256:e6feb938 has a digest that is none. Write @sha256: and 64 lower-case hexadecimal digits.',
  ],
  [
    'a mistyped key, without what follows from it',
    'services: {web: {image: a, volumes: ["data:/data"]}}\nvolume: {data: {}}\n',
    '2:1 error the document has no key volume; did you mean volumes?. Write volumes.',
  ],
];

for (const [name, text, expected] of faults) {
  t.test(name, async (t) => t.same(check(text), [expected]));
}

const sound: readonly (readonly [name: string, text: string])[] = [
  [
    'a service that it can do without',
    'services: {web: {image: a, depends_on: {db: {condition: service_started, required: false}}}}',
  ],
  [
    'folders and lone paths as volumes',
    'services: {web: {image: a, volumes: [/data, "${DIR}:/d", "./x:/y"]}}',
  ],
  [
    'names that variables give',
    'services: {web: {image: "${IMAGE}", networks: ["${NET}"], volumes: ["${V}:/v"]}}',
  ],
  ['services that build or extend', 'services: {web: {build: .}, job: {extends: web}}'],
  ['what another file may define', 'include: [./db.yaml]\nservices: {web: {image: a, depends_on: [db]}}'],
  [
    'dollars and defaults within defaults',
    'services: {web: {image: a, command: "$$(date) ${A:-${B:-x}} $C ${D?}"}}',
  ],
  [
    'values that are texts in every version of YAML',
    'services: {web: {image: a, ports: ["22:22", \'22:23\', 8080:80, 22:22/tcp, 127.0.0.1:22:22], x-a: 22:22}}',
  ],
  ['parts of the author alone', 'x-note: costs 5$\nservices: {web: {image: a}}'],
  ['ports and ranges', 'services: {web: {image: a, ports: ["[::1]:8080-8090:80-90/tcp", 80, "${P}:80"]}}'],
  [
    'images of every form',
    `services: {a: {image: "localhost:5000/a/b_c:V1.2"}, b: {image: "Host:5000/b@sha256:${digest}"}}`,
  ],
  [
    'a service that shares',
    'services: {a: {image: a}, b: {image: b, network_mode: "service:a", links: ["a:x"], volumes_from: ["a:ro", "container:z"]}}',
  ],
];

for (const [name, text] of sound) {
  t.test(`sound: ${name}`, async (t) => t.same(check(`${text}\n`), []));
}

t.test('a chain of thousands of services is followed to its end', async (t) => {
  const names = Array.from({ length: 1500 }, (_, index) => `s${index}`);
  const services = names.map(
    (name, index) => `  ${name}: {image: a, depends_on: [${names[index + 1] ?? name}]}\n`,
  );

  const [fault, ...others] = check(`services:\n${services.join('')}`);

  t.match(fault, 'service s1499 waits for itself');
  t.same(others, []);
});
