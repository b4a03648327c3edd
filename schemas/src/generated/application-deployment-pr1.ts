// Generated from schemas/json/application-deployment-pr1.schema.json by `npm run generate`. Do not edit.

/**
 * A text, a number, true or false, or a list of these.
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[])
export type ParameterScalar = (string | number | boolean)

/**
 * A Margo ApplicationDeployment in the form of preview release 1 (2025): one deployment on one host. With colo's profile type process.
 */
export interface ApplicationDeploymentPr1 {
/**
 * Version of the form, for example application.margo.org/v1alpha1.
 */
apiVersion: string
/**
 * What this document is.
 */
kind: "ApplicationDeployment"
metadata: DeploymentMetadata
spec: DeploymentSpec
}
/**
 * Whose this is.
 */
export interface DeploymentMetadata {
/**
 * Name for people.
 */
name: string
/**
 * Namespace of whoever manages the deployment.
 */
namespace: string
/**
 * Labels.
 */
labels?: {
[k: string]: string
}
annotations: DeploymentAnnotations
}
/**
 * Facts beside the specification; those of colo start with colo.dev/.
 */
export interface DeploymentAnnotations {
/**
 * Id of this document, a UUID.
 */
id: string
/**
 * Application id of the package.
 */
applicationId: string
/**
 * Site that this is for.
 */
"colo.dev/site"?: string
/**
 * Host that this is for.
 */
"colo.dev/host"?: string
/**
 * Id of the deployment in the desired state; the documents of all its hosts have it in common.
 */
"colo.dev/deployment-id"?: string
/**
 * Version of the package. Quote it: YAML reads 1.0 as a number.
 */
"colo.dev/version"?: string
/**
 * owner/name on the forge.
 */
"colo.dev/source-repository"?: string
/**
 * Folder of the package in the registry, for example apps/hello-world.
 */
"colo.dev/source-path"?: string
/**
 * Commit of the registry that the package was copied from.
 */
"colo.dev/source-commit"?: string
/**
 * Package digest. The files lie in packages/<applicationId>/<the 64 digits of the digest>/.
 */
"colo.dev/source-digest"?: string
/**
 * Id of the deployment profile in the package.
 */
"colo.dev/profile"?: string
/**
 * Values that people set, as JSON.
 */
"colo.dev/overrides"?: string
/**
 * As JSON: of the parameters for which this host has a value of its own, the value of the deployment.
 */
"colo.dev/shared-values"?: string
/**
 * As JSON: parameters with values that Margo has no type for, such as references to secrets.
 */
"colo.dev/parameters"?: string
/**
 * Range of versions that automation may propose.
 */
"colo.dev/track"?: string
/**
 * Why automation must not change this deployment.
 */
"colo.dev/hold-reason"?: string
/**
 * Login of who asked for the hold.
 */
"colo.dev/hold-by"?: string
/**
 * An annotation of others.
 * 
 * This interface was referenced by `DeploymentAnnotations`'s JSON-Schema definition
 * via the `patternProperty` "^(?!colo\.dev/|(?:id|applicationId)$)".
 */
[k: string]: {
[k: string]: unknown
} | string | undefined
}
/**
 * What must run.
 */
export interface DeploymentSpec {
deploymentProfile: DeploymentProfile
/**
 * Parameters by name, as resolved for this host.
 */
parameters: {
[k: string]: Parameter
}
}
/**
 * The one profile that was chosen, of the form of its package.
 */
export interface DeploymentProfile {
/**
 * What runs the components; process is colo's own.
 */
type: ("helm.v3" | "compose" | "process")
/**
 * In the order of installation.
 * 
 * @minItems 1
 * @maxItems 100
 */
components: Component[]
}
/**
 * One component, installed as a whole.
 */
export interface Component {
/**
 * Lower-case letters, digits and dashes; for helm also the release name.
 */
name: string
properties: ComponentProperties
}
/**
 * Where the component comes from and how it is run. Which keys apply depends on the profile's type.
 */
export interface ComponentProperties {
/**
 * helm: chart in an OCI registry, oci://…
 */
repository?: string
/**
 * helm: version of the chart. Quote it: YAML reads 1.0 as a number.
 */
revision?: string
/**
 * compose: the compose file in this package, for example ./compose/web/compose.yaml. process: the folder that holds the program, for example ./process/web, or its one file.
 */
packageLocation?: string
/**
 * compose: where the public key is that the remote package was signed with.
 */
keyLocation?: string
/**
 * process: the program and its arguments, run in the folder of packageLocation.
 * 
 * @minItems 1
 * @maxItems 100
 * 
 * Items: One argument; no shell reads it.
 */
command?: string[]
healthCheck?: HealthCheck
/**
 * process: signal that asks it to stop. Default: TERM.
 */
stopSignal?: ("TERM" | "INT" | "QUIT" | "HUP" | "USR1" | "USR2")
/**
 * process: time from that signal until what is left is killed. Default: 10s.
 */
stopTimeout?: string
/**
 * Wait until the component is up before the next one is started. Default: true.
 */
wait?: (true | false | "true" | "false")
/**
 * Longest time to install the component, and then until it must be healthy, for example 8m30s. Default: 5m0s.
 */
timeout?: string
}
/**
 * process: how to tell that the program is well. Without it, a program that stays alive is.
 */
export interface HealthCheck {
/**
 * Program and arguments; exit status 0 means healthy.
 * 
 * @minItems 1
 * @maxItems 100
 * 
 * Items: One argument; no shell reads it.
 */
command: string[]
/**
 * Longest time of one check. Default: 5s.
 */
timeout?: string
}
/**
 * A parameter: its value, and where it goes.
 */
export interface Parameter {
value: ParameterValue
/**
 * Where the value goes.
 * 
 * @minItems 1
 * @maxItems 100
 */
targets: Target[]
}
/**
 * A target.
 */
export interface Target {
/**
 * compose and process: ENV. and the name of a variable. helm: a dot path in values.yaml.
 */
pointer: string
/**
 * Components that receive it.
 * 
 * @minItems 1
 * @maxItems 100
 */
components: string[]
}

/** The JSON Schema itself. */
export const applicationDeploymentPr1Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/application-deployment-pr1.schema.json",
  "title": "ApplicationDeploymentPr1",
  "description": "A Margo ApplicationDeployment in the form of preview release 1 (2025): one deployment on one host. With colo's profile type process.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form, for example application.margo.org/v1alpha1.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "ApplicationDeployment",
      "description": "What this document is."
    },
    "metadata": {
      "type": "object",
      "description": "Whose this is.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name for people.",
          "minLength": 1,
          "maxLength": 500
        },
        "namespace": {
          "type": "string",
          "description": "Namespace of whoever manages the deployment.",
          "maxLength": 200
        },
        "labels": {
          "type": "object",
          "description": "Labels.",
          "additionalProperties": {
            "type": "string"
          }
        },
        "annotations": {
          "type": "object",
          "description": "Facts beside the specification; those of colo start with colo.dev/.",
          "properties": {
            "id": {
              "type": "string",
              "description": "Id of this document, a UUID.",
              "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
              "patternErrorMessage": "must be a UUID"
            },
            "applicationId": {
              "type": "string",
              "description": "Application id of the package.",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
              "maxLength": 200,
              "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
            },
            "colo.dev/site": {
              "type": "string",
              "description": "Site that this is for.",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
              "maxLength": 200,
              "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
            },
            "colo.dev/host": {
              "type": "string",
              "description": "Host that this is for.",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
              "maxLength": 200,
              "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
            },
            "colo.dev/deployment-id": {
              "type": "string",
              "description": "Id of the deployment in the desired state; the documents of all its hosts have it in common.",
              "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
              "patternErrorMessage": "must be a UUID"
            },
            "colo.dev/version": {
              "type": "string",
              "description": "Version of the package. Quote it: YAML reads 1.0 as a number.",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$",
              "patternErrorMessage": "must be a version: letters, digits, dots, dashes, underscores and plus signs, a letter or digit first"
            },
            "colo.dev/source-repository": {
              "type": "string",
              "description": "owner/name on the forge.",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*/(?!\\.{1,2}$)[A-Za-z0-9._-]+$",
              "maxLength": 200,
              "patternErrorMessage": "must be owner/name, as on the forge"
            },
            "colo.dev/source-path": {
              "type": "string",
              "description": "Folder of the package in the registry, for example apps/hello-world.",
              "maxLength": 500,
              "pattern": "^(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cc}]+(?:/(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cc}]+)*$",
              "patternErrorMessage": "must be a relative path without . and .. parts"
            },
            "colo.dev/source-commit": {
              "type": "string",
              "description": "Commit of the registry that the package was copied from.",
              "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
              "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
            },
            "colo.dev/source-digest": {
              "type": "string",
              "description": "Package digest. The files lie in packages/<applicationId>/<the 64 digits of the digest>/.",
              "pattern": "^sha256:[0-9a-f]{64}$",
              "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
            },
            "colo.dev/profile": {
              "type": "string",
              "description": "Id of the deployment profile in the package.",
              "minLength": 1,
              "maxLength": 200
            },
            "colo.dev/overrides": {
              "type": "string",
              "description": "Values that people set, as JSON.",
              "maxLength": 1000000
            },
            "colo.dev/shared-values": {
              "type": "string",
              "description": "As JSON: of the parameters for which this host has a value of its own, the value of the deployment.",
              "maxLength": 1000000
            },
            "colo.dev/parameters": {
              "type": "string",
              "description": "As JSON: parameters with values that Margo has no type for, such as references to secrets.",
              "maxLength": 1000000
            },
            "colo.dev/track": {
              "type": "string",
              "description": "Range of versions that automation may propose.",
              "maxLength": 100
            },
            "colo.dev/hold-reason": {
              "type": "string",
              "description": "Why automation must not change this deployment.",
              "maxLength": 500
            },
            "colo.dev/hold-by": {
              "type": "string",
              "description": "Login of who asked for the hold.",
              "maxLength": 100
            }
          },
          "required": [
            "id",
            "applicationId"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^(?!colo\\.dev/|(?:id|applicationId)$)": {
              "description": "An annotation of others."
            }
          },
          "title": "DeploymentAnnotations"
        }
      },
      "required": [
        "name",
        "namespace",
        "annotations"
      ],
      "additionalProperties": false,
      "title": "DeploymentMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What must run.",
      "properties": {
        "deploymentProfile": {
          "type": "object",
          "description": "The one profile that was chosen, of the form of its package.",
          "properties": {
            "type": {
              "enum": [
                "helm.v3",
                "compose",
                "process"
              ],
              "description": "What runs the components; process is colo's own."
            },
            "components": {
              "type": "array",
              "description": "In the order of installation.",
              "items": {
                "$ref": "#/$defs/Component"
              },
              "minItems": 1,
              "maxItems": 100
            }
          },
          "required": [
            "type",
            "components"
          ],
          "additionalProperties": false,
          "title": "DeploymentProfile"
        },
        "parameters": {
          "type": "object",
          "description": "Parameters by name, as resolved for this host.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$",
            "patternErrorMessage": "must be a parameter name: letters, digits, dots, dashes and underscores, a letter or underscore first, at most 200"
          },
          "additionalProperties": {
            "$ref": "#/$defs/Parameter"
          }
        }
      },
      "required": [
        "deploymentProfile",
        "parameters"
      ],
      "additionalProperties": false,
      "title": "DeploymentSpec"
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
      "errorMessage": "must be a text, a number, true or false",
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
      ]
    },
    "ParameterValue": {
      "title": "ParameterValue",
      "errorMessage": "must be a text, a number, true or false, or a list of these",
      "description": "A text, a number, true or false, or a list of these.",
      "anyOf": [
        {
          "$ref": "#/$defs/ParameterScalar"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          }
        }
      ]
    },
    "ComponentProperties": {
      "type": "object",
      "description": "Where the component comes from and how it is run. Which keys apply depends on the profile's type.",
      "properties": {
        "repository": {
          "type": "string",
          "description": "helm: chart in an OCI registry, oci://…",
          "maxLength": 2000,
          "minLength": 1
        },
        "revision": {
          "type": "string",
          "description": "helm: version of the chart. Quote it: YAML reads 1.0 as a number.",
          "maxLength": 200,
          "minLength": 1
        },
        "packageLocation": {
          "type": "string",
          "description": "compose: the compose file in this package, for example ./compose/web/compose.yaml. process: the folder that holds the program, for example ./process/web, or its one file.",
          "maxLength": 2000,
          "minLength": 1
        },
        "keyLocation": {
          "type": "string",
          "description": "compose: where the public key is that the remote package was signed with.",
          "maxLength": 2000
        },
        "command": {
          "type": "array",
          "description": "process: the program and its arguments, run in the folder of packageLocation.",
          "items": {
            "type": "string",
            "description": "One argument; no shell reads it.",
            "maxLength": 4096,
            "pattern": "^[^\\u0000]*$",
            "patternErrorMessage": "must be a text without NUL characters"
          },
          "minItems": 1,
          "maxItems": 100
        },
        "healthCheck": {
          "type": "object",
          "description": "process: how to tell that the program is well. Without it, a program that stays alive is.",
          "properties": {
            "command": {
              "type": "array",
              "description": "Program and arguments; exit status 0 means healthy.",
              "items": {
                "type": "string",
                "description": "One argument; no shell reads it.",
                "maxLength": 4096,
                "pattern": "^[^\\u0000]*$",
                "patternErrorMessage": "must be a text without NUL characters"
              },
              "minItems": 1,
              "maxItems": 100
            },
            "timeout": {
              "type": "string",
              "description": "Longest time of one check. Default: 5s.",
              "minLength": 2,
              "maxLength": 20,
              "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
              "patternErrorMessage": "must be a time such as 90s, 5m or 2m30s"
            }
          },
          "required": [
            "command"
          ],
          "additionalProperties": false,
          "title": "HealthCheck"
        },
        "stopSignal": {
          "enum": [
            "TERM",
            "INT",
            "QUIT",
            "HUP",
            "USR1",
            "USR2"
          ],
          "description": "process: signal that asks it to stop. Default: TERM."
        },
        "stopTimeout": {
          "type": "string",
          "description": "process: time from that signal until what is left is killed. Default: 10s.",
          "minLength": 2,
          "maxLength": 20,
          "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
          "patternErrorMessage": "must be a time such as 90s, 5m or 2m30s"
        },
        "wait": {
          "description": "Wait until the component is up before the next one is started. Default: true.",
          "enum": [
            true,
            false,
            "true",
            "false"
          ]
        },
        "timeout": {
          "type": "string",
          "description": "Longest time to install the component, and then until it must be healthy, for example 8m30s. Default: 5m0s.",
          "minLength": 2,
          "maxLength": 20,
          "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
          "patternErrorMessage": "must be a time such as 90s, 5m or 2m30s"
        }
      },
      "additionalProperties": false,
      "title": "ComponentProperties"
    },
    "Component": {
      "type": "object",
      "description": "One component, installed as a whole.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Lower-case letters, digits and dashes; for helm also the release name.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "properties": {
          "$ref": "#/$defs/ComponentProperties"
        }
      },
      "required": [
        "name",
        "properties"
      ],
      "additionalProperties": false,
      "title": "Component"
    },
    "Parameter": {
      "type": "object",
      "description": "A parameter: its value, and where it goes.",
      "properties": {
        "value": {
          "$ref": "#/$defs/ParameterValue"
        },
        "targets": {
          "type": "array",
          "description": "Where the value goes.",
          "items": {
            "type": "object",
            "description": "A target.",
            "properties": {
              "pointer": {
                "type": "string",
                "description": "compose and process: ENV. and the name of a variable. helm: a dot path in values.yaml.",
                "minLength": 1,
                "maxLength": 500
              },
              "components": {
                "type": "array",
                "description": "Components that receive it.",
                "items": {
                  "type": "string"
                },
                "minItems": 1,
                "maxItems": 100
              }
            },
            "required": [
              "pointer",
              "components"
            ],
            "additionalProperties": false,
            "title": "Target"
          },
          "minItems": 1,
          "maxItems": 100
        }
      },
      "required": [
        "value",
        "targets"
      ],
      "additionalProperties": false,
      "title": "Parameter"
    }
  }
};
