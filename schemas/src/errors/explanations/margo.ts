import type { Explanation } from '../error-definition.ts';

const COMPONENT = 'deploymentProfiles:\n  - components:\n      - name: web\n        properties:\n';
const TARGET = 'parameters:\n  greeting:\n    targets:\n';
const RULE = 'configuration:\n  sections: []\n  schema:\n    - name: text\n      dataType: string\n';
const SETTING = `configuration:\n  sections:\n    - name: General\n      settings:\n        - parameter: greeting\n          name: Greeting\n`;
const RULES = '  schema:\n    - name: text\n      dataType: string\n';

/** Why the rules of packages are there. */
export const margoExplanations = {
  MARGO_DIALECT_UNKNOWN: {
    why: 'The same key means different things in the forms of margo.yaml, so colo must know which one it reads.',
    example: { wrong: 'id: hello\nmetadata:\n  id: hello', right: 'metadata:\n  id: hello' },
  },
  MARGO_TEMPLATE_LEFT: {
    why: 'The placeholder would be deployed as if it were the value.',
    example: { wrong: 'metadata:\n  name: "{{APP_NAME}}"', right: 'metadata:\n  name: Hello' },
  },
  MARGO_VERSION_UNUSABLE: {
    why: 'A published version is the Git tag <id>@<version>, and Git refuses such a tag.',
    example: { wrong: 'metadata:\n  version: 1..0', right: 'metadata:\n  version: "1.0"' },
  },
  MARGO_PROFILE_DUPLICATE: {
    why: 'A deployment names its profile by id.',
    example: {
      wrong:
        'deploymentProfiles:\n  - id: small\n  - type: compose\n    id: small\n    components:\n      - name: api\n        properties: { packageLocation: ./api.yaml }',
      right:
        'deploymentProfiles:\n  - id: small\n  - type: compose\n    id: large\n    components:\n      - name: api\n        properties: { packageLocation: ./api.yaml }',
    },
  },
  MARGO_COMPONENT_DUPLICATE: {
    why: 'A component is known on its host by its name: the second would replace the first.',
    example: {
      wrong:
        'deploymentProfiles:\n  - components:\n      - name: web\n      - name: web\n        properties: { packageLocation: ./api.yaml }',
      right:
        'deploymentProfiles:\n  - components:\n      - name: web\n      - name: api\n        properties: { packageLocation: ./api.yaml }',
    },
  },
  MARGO_COMPONENT_MIXED: {
    why: 'A host runs compose or helm, never both: a property of the other type would have no effect.',
    example: {
      wrong: `${COMPONENT}          packageLocation: ./compose.yaml\n          revision: "1.0.0"`,
      right: `${COMPONENT}          packageLocation: ./compose.yaml`,
    },
  },
  MARGO_COMPONENT_INCOMPLETE: {
    why: 'Without it nobody knows what to run.',
    example: {
      wrong:
        'deploymentProfiles:\n  - type: compose\n  - type: process\n    id: plain\n    components:\n      - name: program\n        properties: { packageLocation: ./program }',
      right:
        'deploymentProfiles:\n  - type: compose\n  - type: process\n    id: plain\n    components:\n      - name: program\n        properties: { packageLocation: ./program, command: [./start] }',
    },
  },
  MARGO_IMMUTABLE_CHANGED: {
    why: 'Hosts that run the earlier version hold the old value and may not change it: no deployment could bring them the new version.',
    example: {
      file: 'margo.yaml, after a version whose immutable volume is "data"',
      wrong: 'parameters:\n  volume:\n    value: data-2',
      right: 'parameters:\n  volume:\n    value: data',
    },
  },
  MARGO_IMMUTABLE_DROPPED: {
    why: 'From this version on a deployment may change the value, and what the application does then is its author to say.',
    example: {
      file: 'margo.yaml, a setting, after a version where it is immutable',
      wrong: 'immutable: false',
      right: 'immutable: true',
    },
  },
  MARGO_VERSION_PUBLISHED: {
    why: 'Sites that hold the version already would run something else than those that get it now.',
    example: {
      file: 'margo.yaml, with a changed file beside it, after version 1.0',
      wrong: 'metadata:\n  version: "1.0"',
      right: 'metadata:\n  version: "1.1"',
    },
  },
  MARGO_LABEL_DUPLICATE: {
    why: 'People choose by these names.',
    example: {
      wrong:
        'configuration:\n  sections:\n    - name: General\n      settings: []\n    - name: General\n      settings: []\n  schema: []',
      right:
        'configuration:\n  sections:\n    - name: General\n      settings: []\n    - name: Network\n      settings: []\n  schema: []',
    },
  },
  MARGO_TIMEOUT_FORM: {
    why: 'Other Margo systems refuse a timeout in another form.',
    example: {
      file: 'margo.yaml, rc3',
      wrong: `${COMPONENT}          timeout: 5m`,
      right: `${COMPONENT}          timeout: 5m0s`,
    },
  },
  MARGO_TIMEOUT_INVALID: {
    why: 'With no time at all nothing could be installed; with more than a day nobody would learn of a failure.',
    example: { wrong: `${COMPONENT}          timeout: 0s`, right: `${COMPONENT}          timeout: 2m30s` },
  },
  MARGO_WAIT_TEXT: {
    why: 'To most programs every text is true, "false" too.',
    example: { wrong: `${COMPONENT}          wait: "true"`, right: `${COMPONENT}          wait: true` },
  },
  MARGO_TARGET_DANGLING: {
    why: 'The value would reach nothing, and nobody would be told.',
    example: {
      wrong: `${TARGET}      - pointer: GREETING\n        components: [wep]`,
      right: `${TARGET}      - pointer: GREETING\n        components: [web]`,
    },
  },
  MARGO_POINTER_INVALID: {
    why: 'Values reach a compose file and a program as environment variables, and a chart by a path as helm --set takes it.',
    example: {
      wrong: `${TARGET}      - pointer: global.greeting\n        components: [web]`,
      right: `${TARGET}      - pointer: GREETING\n        components: [web]`,
    },
  },
  MARGO_POINTER_PREFIX: {
    why: 'From release candidate 1 on, the pointer is the name itself: other systems would set a variable called ENV.GREETING.',
    example: {
      file: 'margo.yaml, rc2 and rc3',
      wrong: `${TARGET}      - pointer: ENV.GREETING\n        components: [web]`,
      right: `${TARGET}      - pointer: GREETING\n        components: [web]`,
    },
  },
  MARGO_POINTER_BARE: {
    why: 'Before release candidate 1, Margo writes ENV. before a variable; other systems may not know it without. Reported in strict mode alone.',
    example: {
      wrong: `${TARGET}      - pointer: GREETING\n        components: [web]`,
      right: `${TARGET}      - pointer: ENV.GREETING\n        components: [web]`,
    },
  },
  MARGO_POINTER_PORTS: {
    why: 'No Margo text says what it does, so every system guesses.',
    example: {
      wrong: `${TARGET}      - pointer: PORTS.80\n        components: [web]`,
      right: `${TARGET}      - pointer: HTTP_PORT\n        components: [web]`,
    },
  },
  MARGO_VARIABLE_RESERVED: {
    why: 'Who sets it decides which program or engine runs, whatever the package says.',
    example: {
      wrong: `${TARGET}      - pointer: LD_PRELOAD\n        components: [web]`,
      right: `${TARGET}      - pointer: GREETING\n        components: [web]`,
    },
  },
  MARGO_POINTER_TWICE: {
    why: 'The order of the parameters would decide which value counts.',
    example: {
      wrong:
        'parameters:\n  greeting:\n    targets: [{ pointer: GREETING, components: [web] }]\n  salute:\n    targets: [{ pointer: GREETING, components: [web] }]',
      right:
        'parameters:\n  greeting:\n    targets: [{ pointer: GREETING, components: [web] }]\n  salute:\n    targets: [{ pointer: SALUTE, components: [web] }]',
    },
  },
  MARGO_SETTING_DANGLING: {
    why: 'The rule would hold for nothing, or the parameter have no rule.',
    example: {
      wrong: `${SETTING}          schema: txt\n${RULES}`,
      right: `${SETTING}          schema: text\n${RULES}`,
    },
  },
  MARGO_SETTING_DUPLICATE: {
    why: 'Two rules for one value can contradict each other.',
    example: {
      wrong: `${SETTING}          schema: text\n        - parameter: greeting\n          name: Salute\n          schema: text\n${RULES}`,
      right: `${SETTING}          schema: text\n${RULES}`,
    },
  },
  MARGO_RULE_DUPLICATE: {
    why: 'A setting that names the rule could mean either.',
    example: {
      wrong: `${RULE}    - name: text\n      dataType: integer`,
      right: `${RULE}    - name: number\n      dataType: integer`,
    },
  },
  MARGO_RULE_WORD_UNKNOWN: {
    why: 'A rule with an unknown word looks as if it held, and does not.',
    example: { wrong: `${RULE}      pattern: ^[a-z]+$`, right: `${RULE}      regexMatch: ^[a-z]+$` },
  },
  MARGO_RULE_INVALID: {
    why: 'No value could obey it, or the word would have no effect.',
    example: {
      wrong: `${RULE}      minLength: 9\n      maxLength: 5`,
      right: `${RULE}      minLength: 5\n      maxLength: 9`,
    },
  },
  MARGO_PATTERN_UNSUPPORTED: {
    why: 'Some expressions take longer than the age of the world on a text of fifty characters.',
    example: { wrong: `${RULE}      regexMatch: "(?=.*[0-9]).+"`, right: `${RULE}      regexMatch: "[0-9]"` },
  },
  MARGO_DEFAULT_REFUSED: {
    why: 'Every deployment that sets nothing would be refused.',
    example: {
      wrong: `parameters:\n  greeting:\n    value: Hello\n${SETTING}          schema: text\n${RULES}      maxLength: 3`,
      right: `parameters:\n  greeting:\n    value: Hello\n${SETTING}          schema: text\n${RULES}      maxLength: 45`,
    },
  },
  MARGO_ELIGIBILITY_INVALID: {
    why: 'The expression would be false on every host, so the profile would never be chosen.',
    example: {
      file: 'margo.yaml, rc3',
      wrong:
        'deploymentProfiles:\n  - deviceConstraints:\n      eligibilityRules:\n        - propertySelector:\n            matchExpressions:\n              - { key: vendor, operator: Exists }',
      right:
        'deploymentProfiles:\n  - deviceConstraints:\n      eligibilityRules:\n        - propertySelector:\n            matchExpressions:\n              - { key: /vendor, operator: Exists }',
    },
  },
  MARGO_REMOTE_PACKAGE: {
    why: 'What a remote address gives tomorrow was not reviewed today.',
    example: {
      file: 'margo.yaml, with its files',
      wrong: `${COMPONENT}          packageLocation: https://example.com/compose.yaml`,
      right: `${COMPONENT}          packageLocation: ./compose.yaml`,
    },
  },
  MARGO_LOCATION_INVALID: {
    why: 'Only files of the package are copied to the sites.',
    example: {
      file: 'margo.yaml, with its files',
      wrong: `${COMPONENT}          packageLocation: ../other/compose.yaml`,
      right: `${COMPONENT}          packageLocation: ./compose.yaml`,
    },
  },
  MARGO_LOCATION_MISSING: {
    why: 'The sites would have nothing to run.',
    example: {
      file: 'margo.yaml, with its files',
      wrong: `${COMPONENT}          packageLocation: ./docker-compose.yml`,
      right: `${COMPONENT}          packageLocation: ./compose.yaml`,
    },
  },
  MARGO_COMPOSE_UNREADABLE: {
    why: 'What cannot be read cannot be judged.',
    example: {
      file: 'compose.yaml, a compose file of a component',
      wrong: 'services:\n  web: {{IMAGE}}',
      right: 'services:\n  web:\n    image: nginx@sha256:…',
    },
  },
  MARGO_COMPOSE_OUTSIDE: {
    why: 'Only files of the package are copied to the sites.',
    example: {
      file: 'compose.yaml, a compose file of a component',
      wrong: 'env_file: ../common.env',
      right: 'env_file: ./common.env',
    },
  },
  MARGO_COMPOSE_MISSING: {
    why: 'The sites would have nothing to read there.',
    example: {
      file: 'compose.yaml, of a package with common.env',
      wrong: 'env_file: ./comon.env',
      right: 'env_file: ./common.env',
    },
  },
  MARGO_COMPOSE_HOST_PATH: {
    why: "A mounted folder of the host is the site's: the application could read and change it.",
    example: {
      file: 'compose.yaml, a compose file of a component',
      wrong: 'volumes: [/var/lib/hello:/data]',
      right: 'volumes: [data:/data]',
    },
  },
  MARGO_TARGET_UNUSED: {
    why: 'Its value would reach nothing, and nobody would be told.',
    example: {
      file: 'compose.yaml, of a package with the pointer GREETING',
      wrong: 'environment: { TEXT: Hello }',
      right: 'environment: { TEXT: $' + '{GREETING} }',
    },
  },
  MARGO_CATALOG_FILE_MISSPELT: {
    why: 'A catalogue would show the application without it.',
    example: {
      file: 'margo.yaml, of a package with README.md',
      wrong: 'metadata:\n  catalog:\n    application:\n      descriptionFile: ./RAEDME.md',
      right: 'metadata:\n  catalog:\n    application:\n      descriptionFile: ./README.md',
    },
  },
  MARGO_ARCHIVE_UNREADABLE: {
    why: 'What cannot be read whole cannot be judged.',
    example: {
      file: 'an archive',
      wrong: 'hello.tar.gz, cut off in the download',
      right: 'hello.tar.gz, whole',
    },
  },
  MARGO_ARCHIVE_TOO_LARGE: {
    why: 'A few kilobytes of gzip can unpack to more than any disk holds.',
    example: {
      file: 'an archive',
      wrong: 'hello/image.tar of 4 GiB',
      right: 'hello/compose.yaml that names the image',
    },
  },
  MARGO_ARCHIVE_PATH: {
    why: 'Unpacking such an entry would write outside of the folder that is meant for it.',
    example: { file: 'an archive', wrong: 'hello/../../etc/cron.d/job', right: 'hello/compose.yaml' },
  },
  MARGO_ARCHIVE_ENTRY: {
    why: 'A link shows one file and gives another, and a device or a setuid file gives rights away.',
    example: {
      file: 'an archive',
      wrong: 'hello/compose.yaml -> /etc/passwd',
      right: 'hello/compose.yaml, a plain file',
    },
  },
  MARGO_CHART_INVALID: {
    why: 'The node would fail to fetch or to install it only after the deploy was merged.',
    example: {
      file: 'margo.yaml, a helm component',
      wrong: 'repository: https://charts.example.com/hello',
      right: 'repository: oci://registry.example.com/charts/hello',
    },
  },
  MARGO_CHART_UNPINNED: {
    why: 'The node fetches the chart: under the same version it may be another one tomorrow.',
    example: {
      file: 'margo.yaml, a helm component',
      wrong: 'repository: oci://registry.example.com/hello',
      right: 'repository: oci://registry.example.com/hello@sha256:…',
    },
  },
} as const satisfies Record<string, Explanation>;
