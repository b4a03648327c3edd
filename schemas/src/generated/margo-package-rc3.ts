// Generated from schemas/json/margo-package-rc3.schema.json by `npm run generate`. Do not edit.

export type ParameterScalar = (string | number | boolean)
/**
 * The default. Leave it out where a value must be given at deployment.
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[])

/**
 * margo.yaml in the form of release candidate 3 (2026), with colo's profile type process.
 */
export interface MargoPackageRc3 {
/**
 * Version of the form, for example margo.org/v1-alpha1.
 */
apiVersion: string
/**
 * What this document is.
 */
kind?: "ApplicationDescription"
/**
 * Application id: lower-case letters, digits and dashes.
 */
id: string
metadata: PackageMetadata
/**
 * Ways to run the application; the first that fits a host is used there.
 * 
 * @minItems 1
 * @maxItems 100
 */
deploymentProfiles: Profile[]
/**
 * Parameters by name.
 */
parameters?: {
[k: string]: Parameter
}
configuration?: Configuration
/**
 * Keys of one vendor; colo carries them along and does not read them.
 * 
 * This interface was referenced by `MargoPackageRc3`'s JSON-Schema definition
 * via the `patternProperty` "^x-[a-z][a-z0-9-]*-extensions$".
 */
[k: string]: {

} | string | "ApplicationDescription" | PackageMetadata | Profile[] | {
[k: string]: Parameter
} | Configuration | undefined
}
/**
 * Who this is.
 */
export interface PackageMetadata {
/**
 * Name for people.
 */
name: string
/**
 * What the application does.
 */
description?: string
/**
 * Version of the package. Quote it: YAML reads 1.0 as a number.
 */
version: string
catalog: Catalog
}
/**
 * What a catalogue shows.
 */
export interface Catalog {
application?: CatalogApplication
/**
 * Authors.
 * 
 * @maxItems 100
 */
author?: Author[]
/**
 * Who publishes it.
 * 
 * @minItems 1
 * @maxItems 100
 */
organization: Organization[]
}
/**
 * About the application.
 */
export interface CatalogApplication {
/**
 * Icon file or address.
 */
icon?: string
/**
 * One line.
 */
tagline?: string
/**
 * File with a long description.
 */
descriptionFile?: string
/**
 * File or address of the release notes.
 */
releaseNotes?: string
/**
 * File or address of the licence.
 */
licenseFile?: string
/**
 * Home page.
 */
site?: string
/**
 * Tags.
 * 
 * @maxItems 100
 */
tags?: string[]
}
/**
 * A person.
 */
export interface Author {
/**
 * Name.
 */
name?: string
/**
 * Mail address.
 */
email?: string
}
/**
 * An organisation.
 */
export interface Organization {
/**
 * Name.
 */
name: string
/**
 * Home page.
 */
site?: string
}
/**
 * One way to run the application. The first profile that fits a host is used there.
 */
export interface Profile {
/**
 * What runs the components: helm on Kubernetes, compose on Docker or Podman, process as plain programs (colo's own type).
 */
type: ("helm" | "compose" | "process")
/**
 * Names the profile, unique in this file.
 */
id: string
/**
 * What this profile is for.
 */
description?: string
/**
 * In the order of installation.
 * 
 * @minItems 1
 * @maxItems 100
 */
components: Component[]
deviceConstraints?: DeviceConstraints
/**
 * Keys of one vendor; colo carries them along and does not read them.
 * 
 * This interface was referenced by `Profile`'s JSON-Schema definition
 * via the `patternProperty` "^x-[a-z][a-z0-9-]*-extensions$".
 */
[k: string]: {

} | "helm" | "compose" | "process" | string | Component[] | DeviceConstraints | undefined
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
 * A value that people may set.
 */
export interface Parameter {
value?: ParameterValue
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
 * Names of components of this file.
 * 
 * @minItems 1
 * @maxItems 100
 */
components: string[]
}
/**
 * How parameters are shown and checked.
 */
export interface Configuration {
/**
 * Groups of settings.
 * 
 * @maxItems 100
 */
sections: Section[]
/**
 * Rules.
 * 
 * @maxItems 1000
 */
schema: Rule[]
}
/**
 * A group.
 */
export interface Section {
/**
 * Heading.
 */
name: string
/**
 * Settings.
 * 
 * @maxItems 1000
 */
settings: Setting[]
}
/**
 * How a parameter is shown and checked.
 */
export interface Setting {
/**
 * Name of the parameter.
 */
parameter: string
/**
 * Label for people.
 */
name: string
/**
 * Help for people.
 */
description?: string
/**
 * The value cannot change after the first installation. Default: false.
 */
immutable?: boolean
/**
 * Name of a rule below configuration.schema.
 */
schema: string
}
/**
 * What a value must obey.
 */
export interface Rule {
/**
 * Settings refer to the rule by this name.
 */
name: string
/**
 * Type of the value.
 */
dataType: ("string" | "integer" | "double" | "boolean" | "array[string]" | "array[integer]" | "array[double]" | "array[boolean]")
/**
 * Whether an empty value is allowed. Default: false.
 */
allowEmpty?: boolean
/**
 * string: fewest characters.
 */
minLength?: number
/**
 * string: most characters.
 */
maxLength?: number
/**
 * string: regular expression (RE2 syntax) that the value must contain a match of; anchor it with ^ and $.
 */
regexMatch?: string
/**
 * integer, double: smallest value.
 */
minValue?: number
/**
 * integer, double: largest value.
 */
maxValue?: number
/**
 * double: fewest decimal places.
 */
minPrecision?: number
/**
 * double: most decimal places.
 */
maxPrecision?: number
/**
 * The only values allowed.
 * 
 * @minItems 1
 * @maxItems 1000
 */
options?: ParameterScalar[]
/**
 * options: several may be chosen; the value is then a list.
 */
multiselect?: boolean
}

/** The JSON Schema itself. */
export const margoPackageRc3Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-package-rc3.schema.json",
  "title": "MargoPackageRc3",
  "description": "margo.yaml in the form of release candidate 3 (2026), with colo's profile type process.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form, for example margo.org/v1-alpha1.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "ApplicationDescription",
      "description": "What this document is."
    },
    "id": {
      "type": "string",
      "description": "Application id: lower-case letters, digits and dashes.",
      "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
      "maxLength": 200,
      "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
    },
    "metadata": {
      "type": "object",
      "description": "Who this is.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name for people.",
          "minLength": 1,
          "maxLength": 200
        },
        "description": {
          "type": "string",
          "description": "What the application does.",
          "maxLength": 10000
        },
        "version": {
          "type": "string",
          "description": "Version of the package. Quote it: YAML reads 1.0 as a number.",
          "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$",
          "minLength": 1,
          "maxLength": 128,
          "patternErrorMessage": "must be letters, digits, dots, plus signs, dashes and underscores, with a letter or digit first"
        },
        "catalog": {
          "type": "object",
          "description": "What a catalogue shows.",
          "properties": {
            "application": {
              "type": "object",
              "description": "About the application.",
              "properties": {
                "icon": {
                  "type": "string",
                  "description": "Icon file or address.",
                  "maxLength": 2000
                },
                "tagline": {
                  "type": "string",
                  "description": "One line.",
                  "maxLength": 2000
                },
                "descriptionFile": {
                  "type": "string",
                  "description": "File with a long description.",
                  "maxLength": 2000
                },
                "releaseNotes": {
                  "type": "string",
                  "description": "File or address of the release notes.",
                  "maxLength": 2000
                },
                "licenseFile": {
                  "type": "string",
                  "description": "File or address of the licence.",
                  "maxLength": 2000
                },
                "site": {
                  "type": "string",
                  "description": "Home page.",
                  "maxLength": 2000
                },
                "tags": {
                  "type": "array",
                  "description": "Tags.",
                  "items": {
                    "type": "string",
                    "maxLength": 200
                  },
                  "maxItems": 100
                }
              },
              "additionalProperties": false,
              "title": "CatalogApplication"
            },
            "author": {
              "type": "array",
              "description": "Authors.",
              "items": {
                "type": "object",
                "description": "A person.",
                "properties": {
                  "name": {
                    "type": "string",
                    "description": "Name.",
                    "maxLength": 200
                  },
                  "email": {
                    "type": "string",
                    "description": "Mail address.",
                    "pattern": "@",
                    "maxLength": 320,
                    "patternErrorMessage": "must be a mail address"
                  }
                },
                "additionalProperties": false,
                "title": "Author"
              },
              "maxItems": 100
            },
            "organization": {
              "type": "array",
              "description": "Who publishes it.",
              "items": {
                "type": "object",
                "description": "An organisation.",
                "properties": {
                  "name": {
                    "type": "string",
                    "description": "Name.",
                    "maxLength": 200
                  },
                  "site": {
                    "type": "string",
                    "description": "Home page.",
                    "maxLength": 2000
                  }
                },
                "required": [
                  "name"
                ],
                "additionalProperties": false,
                "title": "Organization"
              },
              "minItems": 1,
              "maxItems": 100
            }
          },
          "required": [
            "organization"
          ],
          "additionalProperties": false,
          "title": "Catalog"
        }
      },
      "required": [
        "name",
        "version",
        "catalog"
      ],
      "additionalProperties": false,
      "title": "PackageMetadata"
    },
    "deploymentProfiles": {
      "type": "array",
      "description": "Ways to run the application; the first that fits a host is used there.",
      "items": {
        "$ref": "#/$defs/Profile"
      },
      "minItems": 1,
      "maxItems": 100
    },
    "parameters": {
      "type": "object",
      "description": "Parameters by name.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$",
        "patternErrorMessage": "must be letters, digits, underscores, dots and dashes, with a letter or underscore first"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Parameter"
      }
    },
    "configuration": {
      "type": "object",
      "description": "How parameters are shown and checked.",
      "properties": {
        "sections": {
          "type": "array",
          "description": "Groups of settings.",
          "items": {
            "type": "object",
            "description": "A group.",
            "properties": {
              "name": {
                "type": "string",
                "description": "Heading.",
                "minLength": 1,
                "maxLength": 200
              },
              "settings": {
                "type": "array",
                "description": "Settings.",
                "items": {
                  "$ref": "#/$defs/Setting"
                },
                "maxItems": 1000
              }
            },
            "required": [
              "name",
              "settings"
            ],
            "additionalProperties": false,
            "title": "Section"
          },
          "maxItems": 100
        },
        "schema": {
          "type": "array",
          "description": "Rules.",
          "items": {
            "$ref": "#/$defs/Rule"
          },
          "maxItems": 1000
        }
      },
      "required": [
        "sections",
        "schema"
      ],
      "additionalProperties": false,
      "title": "Configuration"
    }
  },
  "required": [
    "apiVersion",
    "id",
    "metadata",
    "deploymentProfiles"
  ],
  "additionalProperties": false,
  "patternProperties": {
    "^x-[a-z][a-z0-9-]*-extensions$": {
      "type": "object",
      "description": "Keys of one vendor; colo carries them along and does not read them."
    }
  },
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
      "description": "The default. Leave it out where a value must be given at deployment.",
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
    },
    "Profile": {
      "type": "object",
      "description": "One way to run the application. The first profile that fits a host is used there.",
      "properties": {
        "type": {
          "enum": [
            "helm",
            "compose",
            "process"
          ],
          "description": "What runs the components: helm on Kubernetes, compose on Docker or Podman, process as plain programs (colo's own type)."
        },
        "id": {
          "type": "string",
          "description": "Names the profile, unique in this file.",
          "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
          "maxLength": 200,
          "patternErrorMessage": "must be letters, digits, dots, dashes and underscores, with a letter or digit first"
        },
        "description": {
          "type": "string",
          "description": "What this profile is for.",
          "maxLength": 10000
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
        "id",
        "components"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-[a-z][a-z0-9-]*-extensions$": {
          "type": "object",
          "description": "Keys of one vendor; colo carries them along and does not read them."
        }
      },
      "title": "Profile"
    },
    "Parameter": {
      "type": "object",
      "description": "A value that people may set.",
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
                "description": "Names of components of this file.",
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
        "targets"
      ],
      "additionalProperties": false,
      "title": "Parameter"
    },
    "Rule": {
      "type": "object",
      "description": "What a value must obey.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Settings refer to the rule by this name.",
          "minLength": 1,
          "maxLength": 200
        },
        "dataType": {
          "enum": [
            "string",
            "integer",
            "double",
            "boolean",
            "array[string]",
            "array[integer]",
            "array[double]",
            "array[boolean]"
          ],
          "description": "Type of the value."
        },
        "allowEmpty": {
          "type": "boolean",
          "description": "Whether an empty value is allowed. Default: false."
        },
        "minLength": {
          "type": "integer",
          "minimum": 0,
          "description": "string: fewest characters."
        },
        "maxLength": {
          "type": "integer",
          "minimum": 0,
          "description": "string: most characters."
        },
        "regexMatch": {
          "type": "string",
          "description": "string: regular expression (RE2 syntax) that the value must contain a match of; anchor it with ^ and $.",
          "maxLength": 1000
        },
        "minValue": {
          "type": "number",
          "description": "integer, double: smallest value."
        },
        "maxValue": {
          "type": "number",
          "description": "integer, double: largest value."
        },
        "minPrecision": {
          "type": "integer",
          "minimum": 0,
          "description": "double: fewest decimal places."
        },
        "maxPrecision": {
          "type": "integer",
          "minimum": 0,
          "description": "double: most decimal places."
        },
        "options": {
          "type": "array",
          "description": "The only values allowed.",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          },
          "minItems": 1,
          "maxItems": 1000
        },
        "multiselect": {
          "type": "boolean",
          "description": "options: several may be chosen; the value is then a list."
        }
      },
      "required": [
        "name",
        "dataType"
      ],
      "additionalProperties": false,
      "title": "Rule"
    },
    "Setting": {
      "type": "object",
      "description": "How a parameter is shown and checked.",
      "properties": {
        "parameter": {
          "type": "string",
          "description": "Name of the parameter."
        },
        "name": {
          "type": "string",
          "description": "Label for people.",
          "minLength": 1,
          "maxLength": 200
        },
        "description": {
          "type": "string",
          "description": "Help for people.",
          "maxLength": 10000
        },
        "immutable": {
          "type": "boolean",
          "description": "The value cannot change after the first installation. Default: false."
        },
        "schema": {
          "type": "string",
          "description": "Name of a rule below configuration.schema."
        }
      },
      "required": [
        "parameter",
        "name",
        "schema"
      ],
      "additionalProperties": false,
      "title": "Setting"
    }
  }
};
