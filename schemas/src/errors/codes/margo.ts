import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "margo": packages and their dialects. Codes are stable: never renamed, never reused. */
export const margoErrors = {
  MARGO_DIALECT_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The form of margo.yaml cannot be told.',
    fix: 'Write the application id as metadata.id (preview release 1) or as id at the top (release candidates), not both; docs/margo.md lists the keys of each form.',
  },
  MARGO_NOT_CARRIED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A part of a package has no place in the form of margo.yaml that it is converted to.',
    fix: 'Change or remove that part first, or keep the package in its form: colo reads them all.',
  },
  MARGO_DEPLOYMENT_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A document is no ApplicationDeployment of a form that colo reads.',
    fix: 'Name documents of preview release 1 (metadata.annotations.id) or release candidate 3 (id at the top); docs/margo.md shows both.',
  },
  MARGO_DEPLOYMENT_INCOMPLETE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A Margo deployment does not say something that a desired state needs.',
    fix: 'Add the annotation that the message names, or give the value with --assume.',
  },
  MARGO_DEPLOYMENT_CONFLICT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two documents of one deployment contradict each other.',
    fix: 'Make the two alike, or give them different deployment ids; only values of parameters may differ from host to host.',
  },
  MARGO_ANNOTATION_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An annotation of colo does not hold JSON of the right form.',
    fix: 'Correct the annotation, or export the site again.',
  },
  MARGO_TEMPLATE_LEFT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A template placeholder {{…}} was left in margo.yaml.',
    fix: 'Fill in the value before the package is published.',
  },
  MARGO_VERSION_UNUSABLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The version cannot be part of a Git tag.',
    fix: 'Use a version without "..", that ends neither in a dot nor in ".lock".',
  },
  MARGO_PROFILE_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two deployment profiles have the same id.',
    fix: 'Give each profile an id of its own.',
  },
  MARGO_COMPONENT_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two components of a profile have the same name.',
    fix: 'Give each component of a profile a name of its own.',
  },
  MARGO_COMPONENT_MIXED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A component has a property that its type does not have.',
    fix: 'Remove the property, or move the component to a profile of the right type.',
  },
  MARGO_COMPONENT_INCOMPLETE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A component lacks a property that its type needs.',
    fix: 'Add the property.',
  },
  MARGO_IMMUTABLE_CHANGED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A version of a package changes a parameter that an earlier version calls immutable.',
    fix: 'Keep the parameter, its type and its default as they were; a changed application needs another id.',
  },
  MARGO_IMMUTABLE_DROPPED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter that an earlier version calls immutable may be changed in this one.',
    fix: 'Write immutable: true, or make sure that the application takes a changed value.',
  },
  MARGO_VERSION_PUBLISHED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The content of a package changed, but its version did not.',
    fix: 'Raise metadata.version: a published version never changes.',
  },
  MARGO_LABEL_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary:
      'Two sections, or two settings of a section, have the same name, so that people cannot tell them apart.',
    fix: 'Give each a name of its own.',
  },
  MARGO_TIMEOUT_FORM: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A timeout is not written as minutes and seconds, as Margo writes it.',
    fix: 'Write minutes and seconds, for example 5m0s.',
  },
  MARGO_TIMEOUT_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A time is not understood, is zero, or is longer than a day.',
    fix: 'Write hours, minutes and seconds, for example 2m30s.',
  },
  MARGO_QUANTITY_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An amount of memory or storage is not understood.',
    fix: 'Write a whole number and a binary unit, for example 512Mi.',
  },
  MARGO_WAIT_TEXT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'wait is a text where a truth value is meant.',
    fix: 'Remove the quotes: wait: true.',
  },
  MARGO_TARGET_DANGLING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter targets a component that no profile has.',
    fix: 'Name a component of one of the profiles, or remove the target.',
  },
  MARGO_POINTER_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A pointer is no environment variable (compose, process) or no dot path (helm).',
    fix: 'Write a name of letters, digits and underscores for compose and process, a path such as global.greeting for helm.',
  },
  MARGO_POINTER_PREFIX: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A pointer has the prefix ENV., which its dialect no longer uses.',
    fix: 'Write the bare name of the environment variable.',
  },
  MARGO_POINTER_BARE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A pointer to an environment variable lacks the prefix ENV., which its dialect writes.',
    fix: 'Write ENV. before the name of the variable.',
  },
  MARGO_POINTER_PORTS: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A pointer starts with PORTS., which no Margo specification defines.',
    fix: 'Use an environment variable for the port, and publish ${NAME} in the compose file.',
  },
  MARGO_VARIABLE_RESERVED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An environment variable that neither parameters nor package files may set.',
    fix: 'Use another name; variables that choose programs, libraries or container engines belong to the host.',
  },
  MARGO_POINTER_TWICE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two targets set the same pointer of one component.',
    fix: 'Remove one of the two targets.',
  },
  MARGO_SETTING_DANGLING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A setting names a parameter or a rule that does not exist.',
    fix: 'Correct the name, or add what it names.',
  },
  MARGO_SETTING_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two settings are for the same parameter.',
    fix: 'Keep one of the two.',
  },
  MARGO_RULE_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two rules of configuration.schema have the same name.',
    fix: 'Give each rule a name of its own.',
  },
  MARGO_RULE_WORD_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A rule has a word that Margo does not define.',
    fix: 'Use minLength, maxLength, regexMatch, minValue, maxValue, minPrecision, maxPrecision, options, multiselect, allowEmpty.',
  },
  MARGO_RULE_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A rule contradicts itself or has a word that its data type does not have.',
    fix: 'Correct the rule.',
  },
  MARGO_PATTERN_UNSUPPORTED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A regular expression cannot be read, or needs more than linear time.',
    fix: 'Use RE2 syntax: no look-around, no back references, at most 1,000 repetitions.',
  },
  MARGO_DEFAULT_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: "A parameter's default breaks the parameter's own rule.",
    fix: 'Correct the default or the rule; leave value out where every deployment must give one.',
  },
  MARGO_ELIGIBILITY_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A match expression has a key or values that its operator cannot use.',
    fix: 'In and NotIn need values; Gt and Lt one number; Exists and DoesNotExist nothing; ContainsAll and ContainsAny an itemSelector.',
  },
  MARGO_REMOTE_PACKAGE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A component lies outside the package, at an address.',
    fix: 'Copy its files into the package and write a relative packageLocation, for example ./compose/web/compose.yaml.',
  },
  MARGO_LOCATION_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'packageLocation leads out of the package, or to something that its type cannot use.',
    fix: 'compose: a compose file in the package, or the folder or archive of a compose.yaml. process: a folder below the package, an archive, or a file.',
  },
  MARGO_LOCATION_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'packageLocation names something that is not in the package.',
    fix: 'Add the file or folder to the package, or correct the path; it is relative to the folder of margo.yaml.',
  },
  MARGO_CATALOG_FILE_MISSPELT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A file for the catalogue is not in the package, but one with nearly its name is.',
    fix: 'Correct the path; it is relative to the folder of margo.yaml.',
  },
  MARGO_ARCHIVE_UNREADABLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An archive of a package is damaged, cut short, empty, followed by other data, or no tar.',
    fix: 'Pack it anew: `tar -czf hello.tar.gz hello/`.',
    why: 'Programs that read on past a fault see different files: what was checked may not be what would run.',
  },
  MARGO_ARCHIVE_TOO_LARGE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An archive unpacks to more than a package may hold.',
    fix: 'Take out what the component does not need; large data belongs into an image or a volume.',
    why: 'A few kilobytes can unpack to as many gigabytes, and fill the memory and the disk of every site.',
  },
  MARGO_ARCHIVE_PATH: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An archive has a path that leads out of it, does not show, or is there twice.',
    fix: 'Pack the files by plain relative paths, each once: `tar -czf hello.tar.gz hello/`.',
    why: 'Such a path would write outside the component, or over another of its files.',
  },
  MARGO_ARCHIVE_ENTRY: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An archive has an entry that is neither a plain file nor a folder.',
    fix: 'Pack the files that links lead to: `tar -czhf hello.tar.gz --hard-dereference hello/`.',
    why: 'A link may lead to any file of the host, and a device to its hardware.',
  },
  MARGO_COMPOSE_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file breaks a rule of the Compose Specification.',
    fix: 'Write the value as the message says; https://github.com/compose-spec/compose-spec/blob/main/spec.md has every key.',
    why: 'Compose refuses such a file as a whole, and would do so on every host only after the deploy was merged.',
    example: {
      file: 'compose.yaml',
      wrong: 'services: {web: {imagee: busybox}}',
      right: 'services: {web: {image: busybox}}',
    },
  },
  MARGO_COMPOSE_PRIVILEGED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A container has all privileges of the host.',
    fix: 'Add only the devices and capabilities that it needs. Or allow it: spec.packages in colo.yaml.',
    why: 'A privileged container can do on the host what root can.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, privileged: true}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_NAMESPACE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A container shares a namespace of the host.',
    fix: 'Leave the key out, and publish the ports that are needed. Or allow it: spec.packages in colo.yaml.',
    why: "It sees and reaches the host's processes or ports as if it were no container.",
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, network_mode: host}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_SOCKET: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A container has the socket of the container engine.',
    fix: 'Leave the mount out. Or allow it: spec.packages in colo.yaml.',
    why: 'Who can talk to the engine can start a privileged container, so is root on the host.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, use_api_socket: true}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_DEVICE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A container has a device of the host.',
    fix: 'Leave the device out where it is not needed. Or allow it: spec.packages in colo.yaml.',
    why: 'A device is shared by all that run on the host, and it is not there on every host.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, devices: [/dev/ttyUSB0]}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_CAPABILITY: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A container has more Linux capabilities than usual.',
    fix: 'Leave the capability out where it is not needed. Or allow it: spec.packages in colo.yaml.',
    why: 'Some capabilities, SYS_ADMIN first, open the whole host.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, cap_add: [NET_ADMIN]}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_IMAGE_UNPINNED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An image is named by its tag alone.',
    fix: 'Add the digest: name:tag@sha256:…. Or allow it: spec.packages in colo.yaml.',
    why: 'A tag can be moved: the same commit may then run something else tomorrow, and differ between hosts.',
    example: {
      file: 'compose.yaml',
      wrong: 'services: {web: {image: docker.io/library/busybox:1.36}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_IMAGE_FLOATING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'An image has the tag latest or none.',
    fix: 'Name a version, best with its digest: name:tag@sha256:…. Or allow it: spec.packages in colo.yaml.',
    why: 'Every pull may bring another program, and a rollback brings none back.',
    example: {
      file: 'compose.yaml',
      wrong: 'services: {web: {image: busybox}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_VARIABLE_UNSET: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file reads a variable that nothing sets.',
    fix: 'Give it a default, ${NAME:-value}, a line in .env, or a parameter whose pointer is its name.',
    why: 'Compose puts an empty text in its place and goes on.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, hostname: "${NAME_X}"}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, hostname: "${NAME_X:-web}"}}',
    },
  },
  MARGO_TARGET_UNUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter sets a variable that no compose file of its component reads.',
    fix: 'Write the variable into the compose file, ${NAME}, or correct the pointer.',
    why: 'Its value would reach nothing, and nobody would be told.',
  },
  MARGO_CHART_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A helm component does not say which chart to install, or cannot be a release.',
    fix: 'Write repository: oci://host/path and revision: 1.2.3, without credentials; shorten the name to 53 characters.',
    why: 'The node would fail to fetch or to install it only after the deploy was merged.',
  },
  MARGO_CHART_UNPINNED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A helm chart is named by its version alone.',
    fix: 'Add its digest to the address: oci://host/path@sha256:…. Or allow it: spec.packages in colo.yaml.',
    why: 'The node fetches the chart: under the same version it may be another one tomorrow.',
  },
  MARGO_COMPOSE_UNREADABLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file cannot be read.',
    fix: 'Correct the file; `docker compose config` shows what is wrong with it.',
  },
  MARGO_COMPOSE_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file has what LO refuses on every site.',
    fix: 'Remove it: no configuration of a site allows it.',
    why: 'Sites build no images and share nothing with other applications, so the deployment would fail on every host.',
    example: {
      file: 'compose.yaml',
      wrong: 'services: {web: {build: ./web}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}',
    },
  },
  MARGO_COMPOSE_PODMAN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'podman-compose cannot run a compose file as it is written.',
    fix: 'Nothing to do where hosts have docker compose or docker-compose; else write it as podman-compose reads it.',
    why: 'podman-compose 1.0 reads some of a compose file otherwise than it is written, so a host that has no other tool refuses the component.',
    example: {
      file: 'compose.yaml',
      wrong:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, scale: 2}}',
      right:
        'services: {web: {image: docker.io/library/busybox:1.36@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, deploy: {replicas: 2}}}',
    },
  },
  MARGO_COMPOSE_OUTSIDE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file refers to a file outside the package.',
    fix: 'Copy the file into the package and refer to it by a relative path without variables.',
  },
  MARGO_COMPOSE_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file refers to a file that is not in the package.',
    fix: 'Add the file to the package, or correct the path; it is relative to the folder of the compose file.',
  },
  MARGO_COMPOSE_HOST_PATH: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A compose file mounts a folder of the host, which a site must allow.',
    fix: "Use a named volume, or have the site's operators list the folder in bindMounts of the LO configuration.",
  },
} as const satisfies Record<string, ErrorDefinition>;
