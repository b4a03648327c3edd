// Generated from schemas/json/margo-status-pr1.schema.json by `npm run generate`. Do not edit.

/**
 * How far it is.
 */
export type State = ("Pending" | "Installing" | "Installed" | "Failed" | "Removing" | "Removed" | "Updating" | "Updated" | "pending" | "installing" | "installed" | "failed" | "removing" | "removed")

/**
 * DeploymentStatus in the form of preview release 1, as its sandbox writes it.
 */
export interface MargoStatusPr1 {
/**
 * Version of the form.
 */
apiVersion: string
/**
 * What this document is.
 */
kind: "DeploymentStatus"
/**
 * Id of the deployment that this is about.
 */
deploymentId: string
status: OverallStatus
/**
 * One entry for each component of the deployment.
 * 
 * @minItems 1
 * @maxItems 1000
 */
components: ComponentStatus[]
}
/**
 * State of the deployment as a whole: that of its worst component.
 */
export interface OverallStatus {
state: State
error?: StatusError
}
/**
 * Why it failed.
 */
export interface StatusError {
/**
 * Short code of the fault.
 */
code?: string
/**
 * What went wrong, in words.
 */
message?: string
}
/**
 * State of one component.
 */
export interface ComponentStatus {
/**
 * Name of the component.
 */
name: string
state: State
error?: StatusError
}

/** The JSON Schema itself. */
export const margoStatusPr1Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-status-pr1.schema.json",
  "title": "MargoStatusPr1",
  "description": "DeploymentStatus in the form of preview release 1, as its sandbox writes it.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "DeploymentStatus",
      "description": "What this document is."
    },
    "deploymentId": {
      "type": "string",
      "description": "Id of the deployment that this is about.",
      "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
      "patternErrorMessage": "must be a UUID, for example a3e2f5dc-912e-494f-8395-52cf3769bc06"
    },
    "status": {
      "$ref": "#/$defs/OverallStatus"
    },
    "components": {
      "type": "array",
      "description": "One entry for each component of the deployment.",
      "items": {
        "$ref": "#/$defs/ComponentStatus"
      },
      "minItems": 1,
      "maxItems": 1000
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "deploymentId",
    "status",
    "components"
  ],
  "additionalProperties": false,
  "$defs": {
    "StatusError": {
      "type": "object",
      "description": "Why it failed.",
      "properties": {
        "code": {
          "type": "string",
          "description": "Short code of the fault.",
          "maxLength": 1000
        },
        "message": {
          "type": "string",
          "description": "What went wrong, in words.",
          "maxLength": 100000
        }
      },
      "additionalProperties": false,
      "title": "StatusError"
    },
    "OverallStatus": {
      "type": "object",
      "description": "State of the deployment as a whole: that of its worst component.",
      "properties": {
        "state": {
          "$ref": "#/$defs/State"
        },
        "error": {
          "$ref": "#/$defs/StatusError"
        }
      },
      "required": [
        "state"
      ],
      "additionalProperties": false,
      "title": "OverallStatus"
    },
    "ComponentStatus": {
      "type": "object",
      "description": "State of one component.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name of the component.",
          "minLength": 1,
          "maxLength": 200
        },
        "state": {
          "$ref": "#/$defs/State"
        },
        "error": {
          "$ref": "#/$defs/StatusError"
        }
      },
      "required": [
        "name",
        "state"
      ],
      "additionalProperties": false,
      "title": "ComponentStatus"
    },
    "State": {
      "enum": [
        "Pending",
        "Installing",
        "Installed",
        "Failed",
        "Removing",
        "Removed",
        "Updating",
        "Updated",
        "pending",
        "installing",
        "installed",
        "failed",
        "removing",
        "removed"
      ],
      "description": "How far it is.",
      "title": "State"
    }
  }
};
