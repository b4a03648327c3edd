// Generated from schemas/json/margo-manifest.schema.json by `npm run generate`. Do not edit.

/**
 * State manifest of a device: which deployments it runs, by digest.
 */
export interface MargoManifest {
/**
 * Version of the form.
 */
apiVersion?: string
/**
 * What this document is; not needed.
 */
kind?: "DesiredStateManifest"
/**
 * Counts up from 1 with every change.
 */
manifestVersion: number
/**
 * One archive of all deployments; null where there are none.
 */
bundle: (null | {

})
/**
 * The deployments.
 * 
 * @maxItems 10000
 */
deployments: DeploymentReference[]
}
/**
 * One deployment.
 */
export interface DeploymentReference {
/**
 * Id of the deployment.
 */
deploymentId: string
/**
 * Digest of the document's bytes.
 */
digest: string
/**
 * Size in bytes; an estimate.
 */
sizeBytes?: number
/**
 * Where it is fetched from: a path that starts with a slash, or an http address.
 */
url: string
}

/** The JSON Schema itself. */
export const margoManifestSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-manifest.schema.json",
  "title": "MargoManifest",
  "description": "State manifest of a device: which deployments it runs, by digest.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "DesiredStateManifest",
      "description": "What this document is; not needed."
    },
    "manifestVersion": {
      "type": "integer",
      "description": "Counts up from 1 with every change.",
      "minimum": 1
    },
    "bundle": {
      "description": "One archive of all deployments; null where there are none.",
      "anyOf": [
        {
          "type": "null"
        },
        {
          "type": "object"
        }
      ],
      "errorMessage": "must be a map, or null where there are no deployments",
      "if": {
        "type": "object"
      },
      "then": {
        "$ref": "#/$defs/Bundle"
      }
    },
    "deployments": {
      "type": "array",
      "description": "The deployments.",
      "items": {
        "$ref": "#/$defs/DeploymentReference"
      },
      "maxItems": 10000
    }
  },
  "required": [
    "manifestVersion",
    "bundle",
    "deployments"
  ],
  "additionalProperties": false,
  "$defs": {
    "Bundle": {
      "type": "object",
      "description": "The archive.",
      "properties": {
        "mediaType": {
          "const": "application/vnd.margo.bundle.v1+tar+gzip",
          "description": "What it is."
        },
        "digest": {
          "type": "string",
          "description": "Digest of the archive's bytes.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
        },
        "sizeBytes": {
          "type": "integer",
          "description": "Size in bytes; an estimate.",
          "minimum": 0
        },
        "url": {
          "type": "string",
          "description": "Where it is fetched from: a path that starts with a slash, or an http address.",
          "pattern": "^(/|https?://)[^\\s]{1,2000}$",
          "maxLength": 2010,
          "patternErrorMessage": "must be a path that starts with a slash, or an http or https address"
        }
      },
      "required": [
        "mediaType",
        "digest",
        "url"
      ],
      "additionalProperties": false,
      "title": "Bundle"
    },
    "DeploymentReference": {
      "type": "object",
      "description": "One deployment.",
      "properties": {
        "deploymentId": {
          "type": "string",
          "description": "Id of the deployment.",
          "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
          "patternErrorMessage": "must be a UUID, for example a3e2f5dc-912e-494f-8395-52cf3769bc06"
        },
        "digest": {
          "type": "string",
          "description": "Digest of the document's bytes.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
        },
        "sizeBytes": {
          "type": "integer",
          "description": "Size in bytes; an estimate.",
          "minimum": 0
        },
        "url": {
          "type": "string",
          "description": "Where it is fetched from: a path that starts with a slash, or an http address.",
          "pattern": "^(/|https?://)[^\\s]{1,2000}$",
          "maxLength": 2010,
          "patternErrorMessage": "must be a path that starts with a slash, or an http or https address"
        }
      },
      "required": [
        "deploymentId",
        "digest",
        "url"
      ],
      "additionalProperties": false,
      "title": "DeploymentReference"
    }
  }
};
