// Generated from schemas/json/desired-state.schema.json by `npm run generate`. Do not edit.

/**
 * A parameter's value: a text, a number, true or false, a list of these, or the name of a secret of the site ({ secretRef: NAME }).
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[] | SecretReference)
/**
 * One value: a text, a number, true or false.
 */
export type ParameterScalar = (string | number | boolean)

/**
 * What must run on one site. Rendered by CO, readable and editable by people.
 */
export interface DesiredState {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "DesiredState"
metadata: DesiredStateMetadata
spec: DesiredStateSpec
}
/**
 * Whose this is.
 */
export interface DesiredStateMetadata {
/**
 * Name of the site: its path below sites/, for example eu/berlin.
 */
site: string
}
/**
 * What must run.
 */
export interface DesiredStateSpec {
/**
 * What must run, sorted by applicationId, then id. An application that is not listed is removed from the site's hosts.
 */
deployments: Deployment[]
/**
 * Applications whose data is deleted, once for each epoch, sorted by applicationId, then epoch. Entries stay: a host that was away purges when it comes back.
 * 
 * @minItems 1
 */
purged?: Purge[]
}
/**
 * One application on some hosts of the site.
 */
export interface Deployment {
/**
 * Margo deployment id, a UUID; it stays the same from version to version.
 */
id: string
/**
 * Application id of the package.
 */
applicationId: string
/**
 * Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.
 */
version: string
source: PackageSource
/**
 * Hosts of this site that run the application, sorted. A host is in at most one deployment of an application.
 * 
 * @minItems 1
 */
hosts: string[]
profile: DesiredProfile
overrides?: ParameterValues
/**
 * Parameters by name, as resolved for this deployment: value and where it goes.
 */
parameters: {
[k: string]: ResolvedParameter
}
/**
 * By host, the values that differ there.
 */
hostParameters?: {
[k: string]: ParameterValues1
}
/**
 * Semantic version range, for example ^1.0: automation may propose newer versions within it.
 */
track?: string
hold?: Hold
}
/**
 * Where the package came from.
 */
export interface PackageSource {
/**
 * owner/name on the forge.
 */
repository: string
/**
 * Folder of the package in the registry, for example apps/hello-world.
 */
path: string
/**
 * Commit of the registry that the package was copied from.
 */
commit: string
/**
 * Package digest. The files lie in packages/<applicationId>/<the 64 digits of the digest>/.
 */
digest: string
}
/**
 * The Margo deployment profile that was chosen for these hosts.
 */
export interface DesiredProfile {
/**
 * Profile id in the package.
 */
id: string
/**
 * What runs its components: compose, process, helm.
 */
type: string
/**
 * In the order of installation.
 * 
 * @minItems 1
 */
components: DesiredComponentEntry[]
}
/**
 * A component of the profile.
 */
export interface DesiredComponentEntry {
/**
 * Component name, unique in the profile.
 */
name: string
/**
 * Margo component properties, for example packageLocation, wait, timeout.
 */
properties: {
[k: string]: unknown
}
}
/**
 * What people set with --set; survives upgrades until --unset.
 */
export interface ParameterValues {
[k: string]: ParameterValue
}
/**
 * A secret that only the site knows: its name in secrets of the site's lo.yaml.
 */
export interface SecretReference {
/**
 * Name of the secret.
 */
secretRef: string
}
/**
 * A parameter as resolved for this deployment.
 */
export interface ResolvedParameter {
value: ParameterValue
/**
 * Targets in the chosen profile.
 * 
 * @minItems 1
 */
targets: ParameterTarget[]
}
/**
 * Where a parameter goes.
 */
export interface ParameterTarget {
/**
 * compose and process: an environment variable; helm: a dot path in values.yaml.
 */
pointer: string
/**
 * Components that receive it.
 * 
 * @minItems 1
 */
components: string[]
}
/**
 * Values by parameter name.
 */
export interface ParameterValues1 {
[k: string]: ParameterValue
}
/**
 * Automation must not change this deployment while this stands.
 */
export interface Hold {
/**
 * Why, for whoever comes next.
 */
reason: string
/**
 * Login of who asked.
 */
by: string
}
/**
 * The data of one application on some hosts, which is deleted.
 */
export interface Purge {
/**
 * Application whose data goes; it need not be deployed.
 */
applicationId: string
/**
 * Hosts on which it goes, sorted. A host is in at most one entry of an application.
 * 
 * @minItems 1
 */
hosts: string[]
/**
 * Rises with each purge of the application; a host that has purged to a lower one purges once more.
 */
epoch: number
}

/** The JSON Schema itself. */
export const desiredStateSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/desired-state.schema.json",
  "title": "DesiredState",
  "description": "What must run on one site. Rendered by CO, readable and editable by people.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "DesiredState",
      "description": "What this document is."
    },
    "metadata": {
      "type": "object",
      "description": "Whose this is.",
      "properties": {
        "site": {
          "type": "string",
          "description": "Name of the site: its path below sites/, for example eu/berlin.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
          "maxLength": 200,
          "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
        }
      },
      "required": [
        "site"
      ],
      "additionalProperties": false,
      "title": "DesiredStateMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What must run.",
      "properties": {
        "deployments": {
          "type": "array",
          "description": "What must run, sorted by applicationId, then id. An application that is not listed is removed from the site's hosts.",
          "items": {
            "$ref": "#/$defs/Deployment"
          }
        },
        "purged": {
          "type": "array",
          "description": "Applications whose data is deleted, once for each epoch, sorted by applicationId, then epoch. Entries stay: a host that was away purges when it comes back.",
          "items": {
            "$ref": "#/$defs/Purge"
          },
          "minItems": 1
        }
      },
      "required": [
        "deployments"
      ],
      "additionalProperties": false,
      "title": "DesiredStateSpec"
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "metadata",
    "spec"
  ],
  "additionalProperties": false,
  "$defs": {
    "ParameterScalar": {
      "title": "ParameterScalar",
      "anyOf": [
        {
          "type": "string"
        },
        {
          "type": "number"
        },
        {
          "type": "boolean"
        }
      ],
      "description": "One value: a text, a number, true or false.",
      "errorMessage": "must be a text, a number, true or false"
    },
    "SecretReference": {
      "title": "SecretReference",
      "type": "object",
      "description": "A secret that only the site knows: its name in secrets of the site's lo.yaml.",
      "properties": {
        "secretRef": {
          "type": "string",
          "description": "Name of the secret.",
          "minLength": 1,
          "maxLength": 63,
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        }
      },
      "required": [
        "secretRef"
      ],
      "additionalProperties": false
    },
    "ParameterValue": {
      "title": "ParameterValue",
      "description": "A parameter's value: a text, a number, true or false, a list of these, or the name of a secret of the site ({ secretRef: NAME }).",
      "anyOf": [
        {
          "$ref": "#/$defs/ParameterScalar"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          }
        },
        {
          "$ref": "#/$defs/SecretReference"
        }
      ],
      "errorMessage": "must be a text, a number, true or false, a list of these, or { secretRef: NAME }"
    },
    "ParameterValues": {
      "title": "ParameterValues",
      "type": "object",
      "description": "Values by parameter name.",
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValue"
      },
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$",
        "patternErrorMessage": "must be a parameter name: letters, digits, dots, dashes and underscores, a letter or underscore first, at most 200"
      }
    },
    "ParameterTarget": {
      "type": "object",
      "description": "Where a parameter goes.",
      "properties": {
        "pointer": {
          "type": "string",
          "description": "compose and process: an environment variable; helm: a dot path in values.yaml.",
          "minLength": 1,
          "maxLength": 500
        },
        "components": {
          "type": "array",
          "description": "Components that receive it.",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "minItems": 1
        }
      },
      "required": [
        "pointer",
        "components"
      ],
      "additionalProperties": false,
      "title": "ParameterTarget"
    },
    "ResolvedParameter": {
      "type": "object",
      "description": "A parameter as resolved for this deployment.",
      "properties": {
        "value": {
          "$ref": "#/$defs/ParameterValue"
        },
        "targets": {
          "type": "array",
          "description": "Targets in the chosen profile.",
          "items": {
            "$ref": "#/$defs/ParameterTarget"
          },
          "minItems": 1
        }
      },
      "required": [
        "value",
        "targets"
      ],
      "additionalProperties": false,
      "title": "ResolvedParameter"
    },
    "DesiredComponentEntry": {
      "type": "object",
      "description": "A component of the profile.",
      "properties": {
        "name": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Component name, unique in the profile.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "properties": {
          "type": "object",
          "description": "Margo component properties, for example packageLocation, wait, timeout.",
          "additionalProperties": true
        }
      },
      "required": [
        "name",
        "properties"
      ],
      "additionalProperties": false,
      "title": "DesiredComponentEntry"
    },
    "DesiredProfile": {
      "type": "object",
      "description": "The Margo deployment profile that was chosen for these hosts.",
      "properties": {
        "id": {
          "type": "string",
          "description": "Profile id in the package.",
          "minLength": 1,
          "maxLength": 200
        },
        "type": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "What runs its components: compose, process, helm.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "components": {
          "type": "array",
          "description": "In the order of installation.",
          "items": {
            "$ref": "#/$defs/DesiredComponentEntry"
          },
          "minItems": 1
        }
      },
      "required": [
        "id",
        "type",
        "components"
      ],
      "additionalProperties": false,
      "title": "DesiredProfile"
    },
    "PackageSource": {
      "type": "object",
      "description": "Where the package came from.",
      "properties": {
        "repository": {
          "type": "string",
          "description": "owner/name on the forge.",
          "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*/(?!\\.{1,2}$)[A-Za-z0-9._-]+$",
          "maxLength": 200,
          "patternErrorMessage": "must be owner/name, as on the forge"
        },
        "path": {
          "type": "string",
          "description": "Folder of the package in the registry, for example apps/hello-world.",
          "maxLength": 500,
          "pattern": "^(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cc}]+(?:/(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cc}]+)*$",
          "patternErrorMessage": "must be a relative path without . and .. parts"
        },
        "commit": {
          "type": "string",
          "description": "Commit of the registry that the package was copied from.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "digest": {
          "type": "string",
          "description": "Package digest. The files lie in packages/<applicationId>/<the 64 digits of the digest>/.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
        }
      },
      "required": [
        "repository",
        "path",
        "commit",
        "digest"
      ],
      "additionalProperties": false,
      "title": "PackageSource"
    },
    "Hold": {
      "type": "object",
      "description": "Automation must not change this deployment while this stands.",
      "properties": {
        "reason": {
          "type": "string",
          "description": "Why, for whoever comes next.",
          "maxLength": 500
        },
        "by": {
          "type": "string",
          "description": "Login of who asked.",
          "maxLength": 100
        }
      },
      "required": [
        "reason",
        "by"
      ],
      "additionalProperties": false,
      "title": "Hold"
    },
    "Deployment": {
      "type": "object",
      "description": "One application on some hosts of the site.",
      "properties": {
        "id": {
          "type": "string",
          "description": "Margo deployment id, a UUID; it stays the same from version to version.",
          "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
          "patternErrorMessage": "must be a UUID in lower case"
        },
        "applicationId": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Application id of the package.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "version": {
          "type": "string",
          "description": "Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$",
          "patternErrorMessage": "must be a version: letters, digits, dots, dashes, underscores and plus signs, a letter or digit first"
        },
        "source": {
          "$ref": "#/$defs/PackageSource"
        },
        "hosts": {
          "type": "array",
          "description": "Hosts of this site that run the application, sorted. A host is in at most one deployment of an application.",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "profile": {
          "$ref": "#/$defs/DesiredProfile"
        },
        "overrides": {
          "description": "What people set with --set; survives upgrades until --unset.",
          "$ref": "#/$defs/ParameterValues"
        },
        "parameters": {
          "type": "object",
          "description": "Parameters by name, as resolved for this deployment: value and where it goes.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$",
            "patternErrorMessage": "must be a parameter name: letters, digits, dots, dashes and underscores, a letter or underscore first, at most 200"
          },
          "additionalProperties": {
            "$ref": "#/$defs/ResolvedParameter"
          }
        },
        "hostParameters": {
          "type": "object",
          "description": "By host, the values that differ there.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "$ref": "#/$defs/ParameterValues"
          }
        },
        "track": {
          "type": "string",
          "description": "Semantic version range, for example ^1.0: automation may propose newer versions within it.",
          "maxLength": 100
        },
        "hold": {
          "$ref": "#/$defs/Hold"
        }
      },
      "required": [
        "id",
        "applicationId",
        "version",
        "source",
        "hosts",
        "profile",
        "parameters"
      ],
      "additionalProperties": false,
      "title": "Deployment"
    },
    "Purge": {
      "type": "object",
      "description": "The data of one application on some hosts, which is deleted.",
      "properties": {
        "applicationId": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Application whose data goes; it need not be deployed.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "hosts": {
          "type": "array",
          "description": "Hosts on which it goes, sorted. A host is in at most one entry of an application.",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "epoch": {
          "type": "integer",
          "description": "Rises with each purge of the application; a host that has purged to a lower one purges once more.",
          "minimum": 1,
          "maximum": 999999999
        }
      },
      "required": [
        "applicationId",
        "hosts",
        "epoch"
      ],
      "additionalProperties": false,
      "title": "Purge"
    }
  }
};
