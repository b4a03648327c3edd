import type { Explanation } from '../error-definition.ts';

const ID = '5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f';

/** Why the rules of an infra repo and of a registry as a whole are there. */
export const infraExplanations = {
  SITE_NAME_MISMATCH: {
    why: 'A site is named by its folder; a copied file would speak for the site that it was copied from.',
    example: {
      file: 'sites/berlin/site.yaml',
      wrong: 'metadata:\n  name: paris',
      right: 'metadata:\n  name: berlin',
    },
  },
  SITE_NESTED: {
    why: 'A change of the inner site would be a change of the outer one too.',
    example: {
      file: 'the tree',
      wrong: 'sites/eu/site.yaml\nsites/eu/berlin/site.yaml',
      right: 'sites/eu/paris/site.yaml\nsites/eu/berlin/site.yaml',
    },
  },
  SITE_HOST_DUPLICATE: {
    why: 'A deployment names its hosts: it could not tell the two apart.',
    example: {
      file: 'site.yaml',
      wrong: 'spec:\n  hosts:\n    - name: edge-01\n    - name: edge-01',
      right: 'spec:\n  hosts:\n    - name: edge-01\n    - name: edge-02',
    },
  },
  SITE_HOST_SAME: {
    why: 'LO would bring one folder to two desired states, by turns and for ever.',
    example: {
      file: 'site.yaml',
      wrong:
        'spec:\n  hosts:\n    - name: edge-01\n      address: 192.0.2.1\n    - name: edge-02\n      address: 192.0.2.1',
      right:
        'spec:\n  hosts:\n    - name: edge-01\n      address: 192.0.2.1\n    - name: edge-02\n      address: 192.0.2.2',
    },
  },
  SITE_ADDRESS_INVALID: {
    why: 'LO would dial it for ever.',
    example: {
      file: 'site.yaml',
      wrong: 'spec:\n  hosts:\n    - address: 192.0.2.256',
      right: 'spec:\n  hosts:\n    - address: 192.0.2.25',
    },
  },
  SITE_HOST_KEY_INVALID: {
    why: 'No host can prove that it has such a key, so LO would refuse the host for ever. A warning: nothing else stands still for it.',
    example: {
      file: 'site.yaml, in its repo',
      wrong:
        'spec:\n  hosts:\n    - name: edge-01\n      hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJlbmNobWFya3MgYXJlIG5v]',
      right:
        'spec:\n  hosts:\n    - name: edge-01\n      hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG5vIGhvc3QgaGFzIHRoaXMga2V5OiB0ZXN0cyBvbmx5]',
    },
  },
  SITE_RUNTIME_MISSPELT: {
    why: 'A runtime may be a plugin of its own, so that any word is allowed; but nothing that needs the known one runs there.',
    example: {
      file: 'site.yaml',
      wrong: 'spec:\n  hosts:\n    - capabilities:\n        runtimes: [compsoe, process]',
      right: 'spec:\n  hosts:\n    - capabilities:\n        runtimes: [compose, process]',
    },
  },
  DESIRED_ID_DUPLICATE: {
    why: 'A deployment keeps its id over its versions; two with one id would take over from each other.',
    example: {
      file: 'desiredstate.yaml',
      wrong: `spec:\n  deployments:\n    - id: ${ID}\n      hosts: [edge-01]\n    - id: ${ID}\n      hosts: [edge-02]`,
      right: `spec:\n  deployments:\n    - id: ${ID}\n      hosts: [edge-01]\n    - id: 6${ID.slice(1)}\n      hosts: [edge-02]`,
    },
  },
  DESIRED_HOST_UNKNOWN: {
    why: 'Nothing would run there, and nobody would say so.',
    example: {
      file: 'desiredstate.yaml',
      wrong:
        'spec:\n  deployments:\n    - hosts: [edge-01]\n      hostParameters:\n        edge-1: { greeting: Moin }',
      right:
        'spec:\n  deployments:\n    - hosts: [edge-01]\n      hostParameters:\n        edge-01: { greeting: Moin }',
    },
  },
  DESIRED_HOST_TWICE: {
    why: 'The two deployments would undo each other for ever.',
    example: {
      file: 'desiredstate.yaml',
      wrong: `spec:\n  deployments:\n    - hosts: [edge-01]\n    - id: 6${ID.slice(1)}\n      hosts: [edge-01]`,
      right: `spec:\n  deployments:\n    - hosts: [edge-01]\n    - id: 6${ID.slice(1)}\n      hosts: [edge-02]`,
    },
  },
  DESIRED_PURGE_TWICE: {
    why: 'A host purges to one epoch, and nobody would know which.',
    example: {
      file: 'desiredstate.yaml',
      wrong:
        'spec:\n  purged:\n    - applicationId: hello\n      hosts: [edge-01]\n      epoch: 1\n    - applicationId: hello\n      hosts: [edge-01]\n      epoch: 2',
      right: 'spec:\n  purged:\n    - applicationId: hello\n      hosts: [edge-01]\n      epoch: 2',
    },
  },
  DESIRED_COMPONENT_DUPLICATE: {
    why: 'A component is known on its host by its name.',
    example: {
      file: 'desiredstate.yaml',
      wrong:
        'spec:\n  deployments:\n    - profile:\n        components:\n          - name: web\n          - name: web',
      right:
        'spec:\n  deployments:\n    - profile:\n        components:\n          - name: web\n          - name: api',
    },
  },
  DESIRED_TARGET_DANGLING: {
    why: 'The value would reach nothing.',
    example: {
      file: 'desiredstate.yaml',
      wrong:
        'spec:\n  deployments:\n    - parameters:\n        greeting:\n          targets:\n            - pointer: GREETING\n              components: [wep]',
      right:
        'spec:\n  deployments:\n    - parameters:\n        greeting:\n          targets:\n            - pointer: GREETING\n              components: [web]',
    },
  },
  DESIRED_PARAMETER_UNKNOWN: {
    why: 'A misspelt parameter would leave the old value in place.',
    example: {
      file: 'desiredstate.yaml',
      wrong: 'spec:\n  deployments:\n    - overrides: { greting: Moin }',
      right: 'spec:\n  deployments:\n    - overrides: { greeting: Moin }',
    },
  },
  DESIRED_PARAMETER_REFUSED: {
    why: "The package's author said which values the application can run with.",
    example: {
      file: 'desiredstate.yaml, of a package whose port is at least 1024',
      wrong: 'overrides: { port: 80 }',
      right: 'overrides: { port: 8080 }',
    },
  },
  DESIRED_RANGE_INVALID: {
    why: 'Automation could not tell which versions it may propose.',
    example: {
      file: 'desiredstate.yaml',
      wrong: 'spec:\n  deployments:\n    - track: latest',
      right: 'spec:\n  deployments:\n    - track: ^1.0',
    },
  },
  DESIRED_PACKAGE_DISAGREES: {
    why: 'What was reviewed must be what runs: the desired state repeats the package, and the package is pinned by its digest.',
    example: {
      file: 'desiredstate.yaml, of a package with version 1.0',
      wrong: 'version: "1.1"',
      right: 'version: "1.0"',
    },
  },
  DESIRED_PACKAGE_MISSING: {
    why: 'A site reads one repository only: what is not in it cannot run.',
    example: {
      file: 'the tree',
      wrong: 'packages/hello/ without the folder of the digest',
      right: 'packages/hello/<64 digits of the digest>/margo.yaml',
    },
  },
  DESIRED_RUNTIME_MISSING: {
    why: 'The host could not run it, and the deployment would fail there.',
    example: {
      file: 'site.yaml, of a host with a compose deployment',
      wrong: 'runtimes: [process]',
      right: 'runtimes: [process, compose]',
    },
  },
  POLICY_GLOB_INVALID: {
    why: 'CO cannot tell which sites are meant, and refuses every command that comes to it.',
    example: {
      file: 'colo.yaml',
      wrong: 'spec:\n  deploy:\n    - sites: [EU/*]',
      right: 'spec:\n  deploy:\n    - sites: [eu/*]',
    },
  },
  POLICY_TEAM_INVALID: {
    why: 'A team belongs to an organisation; nobody is a member of one without.',
    example: {
      file: 'colo.yaml',
      wrong: 'spec:\n  deploy:\n    - teams: [operators]',
      right: 'spec:\n  deploy:\n    - teams: [acme/operators]',
    },
  },
  POLICY_SITE_UNKNOWN: {
    why: 'The rule or group does nothing for the site that was meant.',
    example: {
      file: 'colo.yaml, of a fleet with the site eu/berlin',
      wrong: 'spec:\n  groups:\n    - name: pilots\n      sites: [eu/berln]',
      right: 'spec:\n  groups:\n    - name: pilots\n      sites: [eu/berlin]',
    },
  },
  POLICY_GROUP_DUPLICATE: {
    why: 'A selector that names the group could mean either.',
    example: {
      file: 'colo.yaml',
      wrong:
        'spec:\n  groups:\n    - name: pilots\n      sites: [eu/*]\n    - name: pilots\n      sites: [us/*]',
      right: 'spec:\n  groups:\n    - name: pilots\n      sites: [eu/*, us/*]',
    },
  },
  POLICY_REGISTRY_DUPLICATE: {
    why: 'The two entries could allow different things.',
    example: {
      file: 'colo.yaml',
      wrong: 'spec:\n  registries:\n    - repository: acme/apps\n    - repository: ACME/apps',
      right: 'spec:\n  registries:\n    - repository: acme/apps',
    },
  },
  POLICY_REGISTRY_REFUSED: {
    why: 'The fleet decides where its applications come from.',
    example: {
      file: 'desiredstate.yaml, of a fleet that allows acme/apps',
      wrong: 'repository: evil/apps',
      right: 'repository: acme/apps',
    },
  },
  TREE_DOCUMENT_MISSING: {
    why: 'A missing file is never a reason to remove anything, so it is reported instead.',
    example: {
      file: 'the tree',
      wrong: 'sites/berlin/desiredstate.yaml alone',
      right: 'sites/berlin/site.yaml\nsites/berlin/desiredstate.yaml',
    },
  },
  TREE_PATH_REFUSED: {
    why: 'Such paths lead out of their folder, or cannot be checked out everywhere.',
    example: { file: 'the tree', wrong: 'apps/hello/con.yaml', right: 'apps/hello/console.yaml' },
  },
  TREE_PATH_COLLISION: {
    why: 'On Windows and macOS one of the two would overwrite the other.',
    example: {
      file: 'the tree',
      wrong: 'apps/hello/README.md\napps/hello/Readme.md',
      right: 'apps/hello/README.md',
    },
  },
  TREE_MODE_REFUSED: {
    why: 'A link shows a reviewer one file and gives programs another; a submodule lies elsewhere.',
    example: {
      file: 'the tree',
      wrong: '120000 apps/hello/compose.yaml -> ../other/compose.yaml',
      right: '100644 apps/hello/compose.yaml',
    },
  },
  TREE_PACKAGE_MISSING: {
    why: 'A site reads one repository only: what is not in it cannot run.',
    example: {
      file: 'the tree',
      wrong: 'packages/ without the folder that a desired state names',
      right: 'packages/hello/<64 digits of the digest>/margo.yaml',
    },
  },
  TREE_PACKAGE_EDITED: {
    why: 'A published version never changes: sites that hold it already would run something else than the new ones.',
    example: {
      file: 'the tree',
      wrong: 'packages/hello/<digest>/compose.yaml, edited',
      right: 'a new version in the registry, and co deploy',
    },
  },
  TREE_PACKAGE_TOO_LARGE: {
    why: 'Every site fetches the package over its own uplink.',
    example: {
      file: 'the tree',
      wrong: 'apps/hello/image.tar',
      right: 'image: registry.example.com/hello@sha256:… in compose.yaml',
    },
  },
  TREE_PACKAGE_NESTED: {
    why: 'The files of the inner package would be files of the outer one too.',
    example: {
      file: 'the tree',
      wrong: 'apps/a/margo.yaml\napps/a/b/margo.yaml',
      right: 'apps/a/margo.yaml\napps/b/margo.yaml',
    },
  },
  TREE_SECRET_REFUSED: {
    why: 'Everybody who can read the repository, now or later, could read the secret.',
    example: {
      file: 'the tree',
      wrong: 'sites/berlin/secrets/token.txt, plain text',
      right: 'sites/berlin/secrets/token.age, encrypted for the site',
    },
  },
  TREE_FILE_MISPLACED: {
    why: 'colo would never look at it, and its author would wait for an effect.',
    example: { file: 'the tree', wrong: 'sites/berlin/site.yml', right: 'sites/berlin/site.yaml' },
  },
  TREE_PACKAGE_DUPLICATE: {
    why: 'Two people could publish one application under each other.',
    example: {
      file: 'the tree',
      wrong: 'apps/a/margo.yaml and apps/b/margo.yaml, both with id: hello',
      right: 'apps/a/margo.yaml with id: hello, apps/b/margo.yaml with id: hello-b',
    },
  },
} as const satisfies Record<string, Explanation>;
