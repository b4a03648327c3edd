// Generated from schemas/json/fleet-policy.schema.json by `npm run generate`. Do not edit.

/**
 * A parameter's value.
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[])
export type ParameterScalar = (string | number | boolean)

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
 * Logins whose commit statuses count as reports.
 * 
 * Items: Login, for example lo-bot or colo-lo[bot].
 */
statusCreators: string[]
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
 * Who may deploy what; the first rule that matches all of user, application and site allows.
 */
export interface DeployRule {
/**
 * Logins.
 * 
 * Items: Login.
 */
users?: string[]
/**
 * Team slugs, owner/slug.
 * 
 * Items: owner/slug
 */
teams?: string[]
/**
 * Least permission on the infra repo.
 */
permission?: ("admin" | "maintain" | "write")
/**
 * Application id globs.
 * 
 * @minItems 1
 * 
 * Items: Glob.
 */
applications?: string[]
/**
 * Site globs.
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
 * Site names or globs.
 * 
 * Items: Glob.
 */
sites?: string[]
labels?: Labels
parameters?: ParametersByApplication
}
/**
 * Labels for selectors.
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
 * Bounds.
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
                "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]*)/[A-Za-z0-9._-]+$",
                "maxLength": 200
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
          "description": "Logins whose commit statuses count as reports.",
          "items": {
            "type": "string",
            "description": "Login, for example lo-bot or colo-lo[bot].",
            "maxLength": 100
          }
        },
        "limits": {
          "type": "object",
          "description": "Bounds.",
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
      ]
    },
    "ParameterValue": {
      "title": "ParameterValue",
      "description": "A parameter's value.",
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
    "ParameterValues": {
      "title": "ParameterValues",
      "type": "object",
      "description": "Values by parameter name.",
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValue"
      },
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$"
      }
    },
    "ParametersByApplication": {
      "title": "ParametersByApplication",
      "type": "object",
      "description": "Parameter values by application id.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200
      },
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValues"
      }
    },
    "Labels": {
      "title": "Labels",
      "type": "object",
      "description": "Labels for selectors.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$",
        "maxLength": 253
      },
      "additionalProperties": {
        "type": "string",
        "maxLength": 253
      }
    },
    "DeployRule": {
      "type": "object",
      "description": "Who may deploy what; the first rule that matches all of user, application and site allows.",
      "properties": {
        "users": {
          "type": "array",
          "description": "Logins.",
          "items": {
            "type": "string",
            "description": "Login.",
            "maxLength": 100
          }
        },
        "teams": {
          "type": "array",
          "description": "Team slugs, owner/slug.",
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
          "description": "Least permission on the infra repo."
        },
        "applications": {
          "type": "array",
          "description": "Application id globs.",
          "items": {
            "type": "string",
            "description": "Glob.",
            "maxLength": 200
          },
          "minItems": 1
        },
        "sites": {
          "type": "array",
          "description": "Site globs.",
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
          "description": "Group name."
        },
        "sites": {
          "type": "array",
          "description": "Site names or globs.",
          "items": {
            "type": "string",
            "description": "Glob.",
            "maxLength": 200
          }
        },
        "labels": {
          "$ref": "#/$defs/Labels"
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
