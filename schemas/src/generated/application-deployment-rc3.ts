// Generated from schemas/json/application-deployment-rc3.schema.json by `npm run generate`. Do not edit.

export type ParameterScalar = (string | number | boolean)
/**
 * A text, a number, true or false, or a list of these.
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[])

/**
 * A Margo ApplicationDeployment in the form of release candidate 3 (2026): one deployment on one host. With colo's profile type process.
 */
export interface ApplicationDeploymentRc3 {
/**
 * Version of the form, for example application.margo.org/v1alpha1.
 */
apiVersion?: string
/**
 * What this document is.
 */
kind?: "ApplicationDeployment"
/**
 * Id of this document, a UUID.
 */
id: string
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
 * Device that this is for: the host.
 */
deviceId: string
/**
 * Labels.
 */
labels?: {
[k: string]: string
}
annotations?: DeploymentAnnotations
}
/**
 * Facts beside the specification; those of colo start with colo.dev/.
 */
export interface DeploymentAnnotations {
/**
 * Site that this is for.
 */
"colo.dev/site"?: string
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
 * As JSON, by component: times as the package writes them, where Margo writes them in another way.
 */
"colo.dev/timeouts"?: string
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
 * via the `patternProperty` "^(?!colo\.dev/)".
 */
[k: string]: {
[k: string]: unknown
} | string | undefined
}
/**
 * What must run.
 */
export interface DeploymentSpec {
/**
 * Application id of the package.
 */
applicationId: string
deploymentProfile: DeploymentProfile
/**
 * Parameters by name, as resolved for this host.
 */
parameters?: {
[k: string]: Parameter
}
/**
 * Keys of one vendor.
 * 
 * This interface was referenced by `DeploymentSpec`'s JSON-Schema definition
 * via the `patternProperty` "^x-[a-z][a-z0-9-]*-extensions$".
 */
[k: string]: {

} | string | DeploymentProfile | {
[k: string]: Parameter
} | undefined
}
/**
 * The one profile that was chosen, of the form of its package.
 */
export interface DeploymentProfile {
/**
 * What runs the components; process is colo's own.
 */
type: ("helm" | "compose" | "process")
/**
 * In the order of installation.
 * 
 * @minItems 1
 * @maxItems 100
 */
components: Component[]
deviceConstraints?: DeviceConstraints
/**
 * Keys of one vendor.
 * 
 * This interface was referenced by `DeploymentProfile`'s JSON-Schema definition
 * via the `patternProperty` "^x-[a-z][a-z0-9-]*-extensions$".
 */
[k: string]: {

} | "helm" | "compose" | "process" | Component[] | DeviceConstraints | undefined
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
/**
 * Keys of one vendor; colo carries them along and does not read them.
 * 
 * This interface was referenced by `Component`'s JSON-Schema definition
 * via the `patternProperty` "^x-[a-z][a-z0-9-]*-extensions$".
 */
[k: string]: {

} | string | ComponentProperties
}
/**
 * Where the component comes from and how it is run. Which keys apply depends on the profile's type.
 */
export interface ComponentProperties {
/**
 * helm and compose: artifact in an OCI registry, oci://…
 */
repository?: string
/**
 * Semantic version of the artifact, without a leading v and with _ in place of +.
 */
revision?: string
/**
 * process: the folder in this package that holds the program, for example ./process/web, or its one file.
 */
packageLocation?: string
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
wait?: boolean
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
 * What a host must have for this profile to be chosen.
 */
export interface DeviceConstraints {
capacityRequirements?: CapacityRequirements
/**
 * Rules over the host's properties and labels; one of them must hold.
 * 
 * @maxItems 100
 */
eligibilityRules?: EligibilityRule[]
}
/**
 * Amounts.
 */
export interface CapacityRequirements {
cpu?: CpuNeeds
/**
 * For example 512Mi.
 */
memory?: string
/**
 * For example 10Gi.
 */
storage?: string
}
/**
 * Processor.
 */
export interface CpuNeeds {
/**
 * Cores, fractions allowed.
 */
cores: number
/**
 * Instruction sets that the component is built for; the host needs one of them.
 */
architectures?: ("amd64" | "arm64" | "arm" | "riscv64" | "other")[]
}
/**
 * A rule: both selectors must hold.
 */
export interface EligibilityRule {
propertySelector?: Selector
labelSelector?: Selector
}
/**
 * Expressions that must all hold.
 */
export interface Selector {
/**
 * Expressions.
 * 
 * @minItems 1
 * @maxItems 100
 */
matchExpressions: MatchExpression[]
}
/**
 * One expression.
 */
export interface MatchExpression {
/**
 * propertySelector: a JSON Pointer (RFC 6901) into the host's properties; labelSelector: the key of a label.
 */
key: string
/**
 * In, NotIn, Gt and Lt need values; ContainsAll and ContainsAny need an itemSelector.
 */
operator: ("In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" | "ContainsAll" | "ContainsAny")
/**
 * Values to compare with.
 * 
 * @maxItems 100
 */
values?: ParameterScalar[]
itemSelector?: Selector
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
 * compose and process: an environment variable. helm: a dot path in values.yaml.
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
export const applicationDeploymentRc3Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/application-deployment-rc3.schema.json",
  "title": "ApplicationDeploymentRc3",
  "description": "A Margo ApplicationDeployment in the form of release candidate 3 (2026): one deployment on one host. With colo's profile type process.",
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
    "id": {
      "type": "string",
      "description": "Id of this document, a UUID.",
      "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
      "patternErrorMessage": "must be a UUID"
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
        "deviceId": {
          "type": "string",
          "description": "Device that this is for: the host.",
          "pattern": "^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*(/\\*)?$",
          "maxLength": 200,
          "patternErrorMessage": "must be letters, digits and . _ ~ -, in steps that slashes part, perhaps with /* at the end"
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
            "colo.dev/site": {
              "type": "string",
              "description": "Site that this is for.",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
              "maxLength": 200,
              "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
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
            "colo.dev/timeouts": {
              "type": "string",
              "description": "As JSON, by component: times as the package writes them, where Margo writes them in another way.",
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
          "additionalProperties": false,
          "patternProperties": {
            "^(?!colo\\.dev/)": {
              "description": "An annotation of others."
            }
          },
          "title": "DeploymentAnnotations"
        }
      },
      "required": [
        "name",
        "namespace",
        "deviceId"
      ],
      "additionalProperties": false,
      "title": "DeploymentMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What must run.",
      "properties": {
        "applicationId": {
          "type": "string",
          "description": "Application id of the package.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "deploymentProfile": {
          "type": "object",
          "description": "The one profile that was chosen, of the form of its package.",
          "properties": {
            "type": {
              "enum": [
                "helm",
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
            },
            "deviceConstraints": {
              "type": "object",
              "description": "What a host must have for this profile to be chosen.",
              "properties": {
                "capacityRequirements": {
                  "type": "object",
                  "description": "Amounts.",
                  "properties": {
                    "cpu": {
                      "type": "object",
                      "description": "Processor.",
                      "properties": {
                        "cores": {
                          "type": "number",
                          "exclusiveMinimum": 0,
                          "description": "Cores, fractions allowed."
                        },
                        "architectures": {
                          "type": "array",
                          "description": "Instruction sets that the component is built for; the host needs one of them.",
                          "items": {
                            "enum": [
                              "amd64",
                              "arm64",
                              "arm",
                              "riscv64",
                              "other"
                            ]
                          }
                        }
                      },
                      "required": [
                        "cores"
                      ],
                      "additionalProperties": false,
                      "title": "CpuNeeds"
                    },
                    "memory": {
                      "type": "string",
                      "description": "For example 512Mi.",
                      "pattern": "^[0-9]{1,15}(Ki|Mi|Gi)$",
                      "maxLength": 20,
                      "patternErrorMessage": "must be a whole number and Ki, Mi or Gi, such as 512Mi"
                    },
                    "storage": {
                      "type": "string",
                      "description": "For example 10Gi.",
                      "pattern": "^[0-9]{1,15}(Ki|Mi|Gi|Ti|Pi|Ei)$",
                      "maxLength": 20,
                      "patternErrorMessage": "must be a whole number and Ki, Mi, Gi, Ti, Pi or Ei, such as 10Gi"
                    }
                  },
                  "additionalProperties": false,
                  "title": "CapacityRequirements"
                },
                "eligibilityRules": {
                  "type": "array",
                  "description": "Rules over the host's properties and labels; one of them must hold.",
                  "items": {
                    "type": "object",
                    "description": "A rule: both selectors must hold.",
                    "properties": {
                      "propertySelector": {
                        "$ref": "#/$defs/Selector"
                      },
                      "labelSelector": {
                        "$ref": "#/$defs/Selector"
                      }
                    },
                    "additionalProperties": false,
                    "title": "EligibilityRule"
                  },
                  "maxItems": 100
                }
              },
              "additionalProperties": false,
              "title": "DeviceConstraints"
            }
          },
          "required": [
            "type",
            "components"
          ],
          "additionalProperties": false,
          "title": "DeploymentProfile",
          "patternProperties": {
            "^x-[a-z][a-z0-9-]*-extensions$": {
              "type": "object",
              "description": "Keys of one vendor."
            }
          }
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
        "applicationId",
        "deploymentProfile"
      ],
      "additionalProperties": false,
      "title": "DeploymentSpec",
      "patternProperties": {
        "^x-[a-z][a-z0-9-]*-extensions$": {
          "type": "object",
          "description": "Keys of one vendor."
        }
      }
    }
  },
  "required": [
    "id",
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
          "description": "helm and compose: artifact in an OCI registry, oci://…",
          "maxLength": 2000,
          "minLength": 1,
          "pattern": "^oci://.+",
          "patternErrorMessage": "must be an address that starts with oci://"
        },
        "revision": {
          "type": "string",
          "description": "Semantic version of the artifact, without a leading v and with _ in place of +.",
          "maxLength": 200,
          "minLength": 1,
          "pattern": "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(_[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$",
          "patternErrorMessage": "must be a semantic version such as 1.0.0, without a leading v and with _ in place of +"
        },
        "packageLocation": {
          "type": "string",
          "description": "process: the folder in this package that holds the program, for example ./process/web, or its one file.",
          "maxLength": 2000,
          "minLength": 1
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
          "type": "boolean"
        },
        "timeout": {
          "type": "string",
          "description": "Longest time to install the component, and then until it must be healthy, for example 8m30s. Default: 5m0s.",
          "minLength": 2,
          "maxLength": 20,
          "pattern": "^[0-9]+m[0-9]+s$",
          "patternErrorMessage": "must be minutes and seconds, such as 2m30s"
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
      "patternProperties": {
        "^x-[a-z][a-z0-9-]*-extensions$": {
          "type": "object",
          "description": "Keys of one vendor; colo carries them along and does not read them."
        }
      },
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
                "description": "compose and process: an environment variable. helm: a dot path in values.yaml.",
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
    },
    "Selector": {
      "type": "object",
      "description": "Expressions that must all hold.",
      "properties": {
        "matchExpressions": {
          "type": "array",
          "description": "Expressions.",
          "items": {
            "$ref": "#/$defs/MatchExpression"
          },
          "minItems": 1,
          "maxItems": 100
        }
      },
      "required": [
        "matchExpressions"
      ],
      "additionalProperties": false,
      "title": "Selector"
    },
    "MatchExpression": {
      "type": "object",
      "description": "One expression.",
      "properties": {
        "key": {
          "type": "string",
          "description": "propertySelector: a JSON Pointer (RFC 6901) into the host's properties; labelSelector: the key of a label.",
          "maxLength": 500
        },
        "operator": {
          "enum": [
            "In",
            "NotIn",
            "Exists",
            "DoesNotExist",
            "Gt",
            "Lt",
            "ContainsAll",
            "ContainsAny"
          ],
          "description": "In, NotIn, Gt and Lt need values; ContainsAll and ContainsAny need an itemSelector."
        },
        "values": {
          "type": "array",
          "description": "Values to compare with.",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          },
          "maxItems": 100
        },
        "itemSelector": {
          "$ref": "#/$defs/Selector"
        }
      },
      "required": [
        "key",
        "operator"
      ],
      "additionalProperties": false,
      "title": "MatchExpression"
    }
  }
};
