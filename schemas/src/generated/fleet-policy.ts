// Generated from schemas/json/fleet-policy.schema.json by `npm run generate`. Do not edit.

/**
 * A parameter's value: a text, a number, true or false, a list of these, or the name of a secret of the site ({ secretRef: NAME }).
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[] | SecretReference)
/**
 * One value: a text, a number, true or false.
 */
export type ParameterScalar = (string | number | boolean)
/**
 * Bind mounts of the host's folders and files. Default: warn.
 */
export type PolicyLevel = ("allow" | "warn" | "refuse")
/**
 * Containers with all privileges of the host (privileged: true). Default: refuse.
 */
export type PolicyLevel1 = ("allow" | "warn" | "refuse")
/**
 * Containers in the host's network. Default: warn.
 */
export type PolicyLevel2 = ("allow" | "warn" | "refuse")
/**
 * Containers that see the host's processes (pid: host); LO refuses its other namespaces on every site. Default: warn.
 */
export type PolicyLevel3 = ("allow" | "warn" | "refuse")
/**
 * The socket of the container engine: who has it is root on the host. Default: refuse.
 */
export type PolicyLevel4 = ("allow" | "warn" | "refuse")
/**
 * Devices of the host. Default: warn.
 */
export type PolicyLevel5 = ("allow" | "warn" | "refuse")
/**
 * Linux capabilities that are added (cap_add). Default: warn.
 */
export type PolicyLevel6 = ("allow" | "warn" | "refuse")
/**
 * Images with a tag but no digest: another image may come under the same name. Default: warn.
 */
export type PolicyLevel7 = ("allow" | "warn" | "refuse")
/**
 * Images with the tag latest or none. Default: warn.
 */
export type PolicyLevel8 = ("allow" | "warn" | "refuse")
/**
 * Helm charts without a digest: they are fetched by the node. Default: warn.
 */
export type PolicyLevel9 = ("allow" | "warn" | "refuse")

/**
 * colo.yaml in the infra repo: allowed registries, who may deploy what, site groups, who may post statuses, limits.
 */
export interface FleetPolicy {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "FleetPolicy"
spec: FleetPolicySpec
}
/**
 * The policy.
 */
export interface FleetPolicySpec {
/**
 * App registries that packages may come from.
 * 
 * @minItems 1
 */
registries: Registry[]
/**
 * Who may deploy what. Absent: everyone with write permission on the infra repo may deploy everything.
 */
deploy?: DeployRule[]
/**
 * Site groups, in order of precedence: a later group's value wins.
 */
groups?: SiteGroup[]
/**
 * Logins whose commit statuses count as reports of LO; others' are ignored.
 * 
 * Items: Login, for example lo-bot or colo-lo[bot].
 */
statusCreators: string[]
packages?: PackagePolicy
limits?: FleetLimits
}
/**
 * A registry.
 */
export interface Registry {
/**
 * owner/name on the forge.
 */
repository: string
/**
 * Branch that publishes; default main.
 */
branch?: string
}
/**
 * Who may deploy what. All keys that are given must match; the first rule that matches allows; no rule: refused.
 */
export interface DeployRule {
/**
 * Logins that the rule is for. With teams too: either is enough.
 * 
 * Items: Login.
 */
users?: string[]
/**
 * Teams that the rule is for, owner/slug.
 * 
 * Items: owner/slug
 */
teams?: string[]
/**
 * Least permission on the infra repo; absent: write.
 */
permission?: ("admin" | "maintain" | "write")
/**
 * Globs of application ids; absent: all.
 * 
 * @minItems 1
 * 
 * Items: Glob.
 */
applications?: string[]
/**
 * Globs of site names, for example eu/*; absent: all.
 * 
 * @minItems 1
 * 
 * Items: Glob.
 */
sites?: string[]
}
/**
 * A named set of sites.
 */
export interface SiteGroup {
/**
 * Group name.
 */
name: string
/**
 * Names or globs of the sites in the group, for example eu/*.
 * 
 * Items: Glob.
 */
sites?: string[]
labels?: Labels
parameters?: ParametersByApplication
}
/**
 * Labels that a site must all have to be in the group.
 */
export interface Labels {
[k: string]: string
}
/**
 * Values for every site of the group.
 */
export interface ParametersByApplication {
[k: string]: ParameterValues
}
/**
 * Values by parameter name.
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
 * What packages may ask of hosts: each thing is allowed, reported as a warning, or refused. A site's own guard decides besides.
 */
export interface PackagePolicy {
hostPaths?: PolicyLevel
privileged?: PolicyLevel1
hostNetwork?: PolicyLevel2
hostNamespaces?: PolicyLevel3
dockerSocket?: PolicyLevel4
devices?: PolicyLevel5
capabilities?: PolicyLevel6
unpinnedImages?: PolicyLevel7
floatingImages?: PolicyLevel8
unpinnedCharts?: PolicyLevel9
}
/**
 * Bounds on what one command may do.
 */
export interface FleetLimits {
/**
 * Most sites that one command may change.
 */
sitesPerDeploy?: number
}

/** The JSON Schema itself. */
export const fleetPolicySchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/fleet-policy.schema.json",
  "title": "FleetPolicy",
  "description": "colo.yaml in the infra repo: allowed registries, who may deploy what, site groups, who may post statuses, limits.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "FleetPolicy",
      "description": "What this document is."
    },
    "spec": {
      "type": "object",
      "description": "The policy.",
      "properties": {
        "registries": {
          "type": "array",
          "description": "App registries that packages may come from.",
          "items": {
            "type": "object",
            "description": "A registry.",
            "properties": {
              "repository": {
                "type": "string",
                "description": "owner/name on the forge.",
                "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*/(?!\\.{1,2}$)[A-Za-z0-9._-]+$",
                "maxLength": 200,
                "patternErrorMessage": "must be owner/name, as on the forge"
              },
              "branch": {
                "type": "string",
                "description": "Branch that publishes; default main.",
                "default": "main",
                "maxLength": 200
              }
            },
            "required": [
              "repository"
            ],
            "additionalProperties": false,
            "title": "Registry"
          },
          "minItems": 1
        },
        "deploy": {
          "type": "array",
          "description": "Who may deploy what. Absent: everyone with write permission on the infra repo may deploy everything.",
          "items": {
            "$ref": "#/$defs/DeployRule"
          }
        },
        "groups": {
          "type": "array",
          "description": "Site groups, in order of precedence: a later group's value wins.",
          "items": {
            "$ref": "#/$defs/SiteGroup"
          }
        },
        "statusCreators": {
          "type": "array",
          "description": "Logins whose commit statuses count as reports of LO; others' are ignored.",
          "items": {
            "type": "string",
            "description": "Login, for example lo-bot or colo-lo[bot].",
            "maxLength": 100
          }
        },
        "packages": {
          "type": "object",
          "description": "What packages may ask of hosts: each thing is allowed, reported as a warning, or refused. A site's own guard decides besides.",
          "properties": {
            "hostPaths": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Bind mounts of the host's folders and files. Default: warn."
            },
            "privileged": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "refuse",
              "description": "Containers with all privileges of the host (privileged: true). Default: refuse."
            },
            "hostNetwork": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Containers in the host's network. Default: warn."
            },
            "hostNamespaces": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Containers that see the host's processes (pid: host); LO refuses its other namespaces on every site. Default: warn."
            },
            "dockerSocket": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "refuse",
              "description": "The socket of the container engine: who has it is root on the host. Default: refuse."
            },
            "devices": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Devices of the host. Default: warn."
            },
            "capabilities": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Linux capabilities that are added (cap_add). Default: warn."
            },
            "unpinnedImages": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Images with a tag but no digest: another image may come under the same name. Default: warn."
            },
            "floatingImages": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Images with the tag latest or none. Default: warn."
            },
            "unpinnedCharts": {
              "$ref": "#/$defs/PolicyLevel",
              "default": "warn",
              "description": "Helm charts without a digest: they are fetched by the node. Default: warn."
            }
          },
          "additionalProperties": false,
          "title": "PackagePolicy"
        },
        "limits": {
          "type": "object",
          "description": "Bounds on what one command may do.",
          "properties": {
            "sitesPerDeploy": {
              "type": "integer",
              "minimum": 1,
              "default": 10000,
              "description": "Most sites that one command may change."
            }
          },
          "additionalProperties": false,
          "title": "FleetLimits"
        }
      },
      "required": [
        "registries",
        "statusCreators"
      ],
      "additionalProperties": false,
      "title": "FleetPolicySpec"
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "spec"
  ],
  "additionalProperties": false,
  "$defs": {
    "PolicyLevel": {
      "title": "PolicyLevel",
      "enum": [
        "allow",
        "warn",
        "refuse"
      ],
      "description": "What is done about a finding."
    },
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
    "ParametersByApplication": {
      "title": "ParametersByApplication",
      "type": "object",
      "description": "Parameter values by application id.",
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
    "Labels": {
      "title": "Labels",
      "type": "object",
      "description": "Labels by key.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$",
        "maxLength": 253,
        "patternErrorMessage": "must be a label key: letters, digits, dots, dashes, underscores and slashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "type": "string",
        "maxLength": 253
      }
    },
    "DeployRule": {
      "type": "object",
      "description": "Who may deploy what. All keys that are given must match; the first rule that matches allows; no rule: refused.",
      "properties": {
        "users": {
          "type": "array",
          "description": "Logins that the rule is for. With teams too: either is enough.",
          "items": {
            "type": "string",
            "description": "Login.",
            "maxLength": 100
          }
        },
        "teams": {
          "type": "array",
          "description": "Teams that the rule is for, owner/slug.",
          "items": {
            "type": "string",
            "description": "owner/slug",
            "maxLength": 200
          }
        },
        "permission": {
          "enum": [
            "admin",
            "maintain",
            "write"
          ],
          "description": "Least permission on the infra repo; absent: write."
        },
        "applications": {
          "type": "array",
          "description": "Globs of application ids; absent: all.",
          "items": {
            "type": "string",
            "description": "Glob.",
            "maxLength": 200
          },
          "minItems": 1
        },
        "sites": {
          "type": "array",
          "description": "Globs of site names, for example eu/*; absent: all.",
          "items": {
            "type": "string",
            "description": "Glob.",
            "maxLength": 200
          },
          "minItems": 1
        }
      },
      "additionalProperties": false,
      "title": "DeployRule"
    },
    "SiteGroup": {
      "type": "object",
      "description": "A named set of sites.",
      "properties": {
        "name": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Group name.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "sites": {
          "type": "array",
          "description": "Names or globs of the sites in the group, for example eu/*.",
          "items": {
            "type": "string",
            "description": "Glob.",
            "maxLength": 200
          }
        },
        "labels": {
          "$ref": "#/$defs/Labels",
          "description": "Labels that a site must all have to be in the group."
        },
        "parameters": {
          "description": "Values for every site of the group.",
          "$ref": "#/$defs/ParametersByApplication"
        }
      },
      "required": [
        "name"
      ],
      "additionalProperties": false,
      "title": "SiteGroup"
    }
  }
};
