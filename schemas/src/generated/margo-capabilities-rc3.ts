// Generated from schemas/json/margo-capabilities-rc3.schema.json by `npm run generate`. Do not edit.

export type LabelValue = (LabelScalar | LabelScalar[])
export type LabelScalar = (string | number | boolean)

/**
 * Capabilities of a device in the form of release candidate 3, which has no kind.
 */
export interface MargoCapabilitiesRc3 {
/**
 * Version of the form.
 */
apiVersion?: string
/**
 * What this document is; not needed.
 */
kind?: "DeviceCapabilitiesManifest"
properties: DeviceProperties
labels?: Labels
}
/**
 * What the device is and has, as far as Margo may use it.
 */
export interface DeviceProperties {
/**
 * Id of the device.
 */
id: string
/**
 * Who made the device.
 */
vendor: string
/**
 * Model.
 */
modelNumber: string
/**
 * Serial number.
 */
serialNumber: string
/**
 * Processors.
 * 
 * @minItems 1
 * @maxItems 200
 */
cpus?: Cpu[]
/**
 * Memory, for example 64Gi.
 */
memory?: string
/**
 * Storage, for example 2Ti.
 */
storage?: string
/**
 * Devices in it.
 * 
 * @maxItems 200
 */
peripherals?: Peripheral[]
/**
 * Ways to connect it.
 * 
 * @maxItems 200
 */
interfaces?: Interface[]
/**
 * About the device's OpenTelemetry collector.
 */
otelCollector?: {
[k: string]: unknown
}
/**
 * Runtimes.
 * 
 * @maxItems 20
 * 
 * Items: A runtime.
 */
supportedRuntimes?: ("oci" | "custom")[]
/**
 * Types of profiles that it runs.
 * 
 * @maxItems 20
 * 
 * Items: A type of profile.
 */
supportedDeploymentTypes?: ("helm" | "compose" | "custom")[]
labels?: Labels
}
/**
 * A processor.
 */
export interface Cpu {
/**
 * Number of cores; parts are allowed.
 */
cores: number
/**
 * Architecture.
 */
architecture?: ("amd64" | "arm64" | "arm")
}
/**
 * A device in it.
 */
export interface Peripheral {
/**
 * What it is.
 */
type: ("gpu" | "display" | "camera" | "microphone" | "speaker" | "other")
/**
 * Who made it.
 */
manufacturer?: string
/**
 * Model.
 */
model?: string
}
/**
 * A way to connect it.
 */
export interface Interface {
/**
 * What it is.
 */
type: ("ethernet" | "wifi" | "cellular" | "bluetooth" | "usb" | "canbus" | "rs232" | "other")
/**
 * Who made it.
 */
manufacturer?: string
/**
 * Model.
 */
model?: string
}
/**
 * Labels that label selectors see.
 */
export interface Labels {
[k: string]: LabelValue
}

/** The JSON Schema itself. */
export const margoCapabilitiesRc3Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-capabilities-rc3.schema.json",
  "title": "MargoCapabilitiesRc3",
  "description": "Capabilities of a device in the form of release candidate 3, which has no kind.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "DeviceCapabilitiesManifest",
      "description": "What this document is; not needed."
    },
    "properties": {
      "$ref": "#/$defs/DeviceProperties"
    },
    "labels": {
      "$ref": "#/$defs/Labels"
    }
  },
  "required": [
    "properties"
  ],
  "additionalProperties": false,
  "$defs": {
    "DeviceProperties": {
      "type": "object",
      "description": "What the device is and has, as far as Margo may use it.",
      "properties": {
        "id": {
          "type": "string",
          "description": "Id of the device.",
          "pattern": "^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$",
          "maxLength": 500,
          "patternErrorMessage": "must be letters, digits and . _ ~ -, in steps that slashes part"
        },
        "vendor": {
          "type": "string",
          "description": "Who made the device.",
          "minLength": 1,
          "maxLength": 500
        },
        "modelNumber": {
          "type": "string",
          "description": "Model.",
          "minLength": 1,
          "maxLength": 500
        },
        "serialNumber": {
          "type": "string",
          "description": "Serial number.",
          "minLength": 1,
          "maxLength": 500
        },
        "cpus": {
          "type": "array",
          "description": "Processors.",
          "items": {
            "$ref": "#/$defs/Cpu"
          },
          "minItems": 1,
          "maxItems": 200
        },
        "memory": {
          "type": "string",
          "description": "Memory, for example 64Gi.",
          "pattern": "^[0-9]{1,15}(Ki|Mi|Gi)$",
          "patternErrorMessage": "must be a whole number and a unit from Ki to Gi without a space, for example 64Gi"
        },
        "storage": {
          "type": "string",
          "description": "Storage, for example 2Ti.",
          "pattern": "^[0-9]{1,15}(Ki|Mi|Gi|Ti|Pi|Ei)$",
          "patternErrorMessage": "must be a whole number and a unit from Ki to Ei without a space, for example 2Ti"
        },
        "peripherals": {
          "type": "array",
          "description": "Devices in it.",
          "items": {
            "$ref": "#/$defs/Peripheral"
          },
          "maxItems": 200
        },
        "interfaces": {
          "type": "array",
          "description": "Ways to connect it.",
          "items": {
            "$ref": "#/$defs/Interface"
          },
          "maxItems": 200
        },
        "otelCollector": {
          "description": "About the device's OpenTelemetry collector."
        },
        "supportedRuntimes": {
          "type": "array",
          "description": "Runtimes.",
          "items": {
            "enum": [
              "oci",
              "custom"
            ],
            "description": "A runtime."
          },
          "maxItems": 20
        },
        "supportedDeploymentTypes": {
          "type": "array",
          "description": "Types of profiles that it runs.",
          "items": {
            "enum": [
              "helm",
              "compose",
              "custom"
            ],
            "description": "A type of profile."
          },
          "maxItems": 20
        },
        "labels": {
          "$ref": "#/$defs/Labels"
        }
      },
      "required": [
        "id",
        "vendor",
        "modelNumber",
        "serialNumber"
      ],
      "additionalProperties": false,
      "title": "DeviceProperties"
    },
    "Labels": {
      "type": "object",
      "description": "Labels that label selectors see.",
      "additionalProperties": {
        "$ref": "#/$defs/LabelValue"
      },
      "title": "Labels"
    },
    "LabelValue": {
      "anyOf": [
        {
          "$ref": "#/$defs/LabelScalar"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/$defs/LabelScalar"
          }
        }
      ],
      "errorMessage": "must be a text, a number, true or false, or a list of these",
      "title": "LabelValue"
    },
    "LabelScalar": {
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
      "errorMessage": "must be a text, a number, or true or false",
      "title": "LabelScalar"
    },
    "Cpu": {
      "type": "object",
      "description": "A processor.",
      "properties": {
        "cores": {
          "type": "number",
          "description": "Number of cores; parts are allowed.",
          "exclusiveMinimum": 0
        },
        "architecture": {
          "enum": [
            "amd64",
            "arm64",
            "arm"
          ],
          "description": "Architecture."
        }
      },
      "required": [
        "cores"
      ],
      "additionalProperties": false,
      "title": "Cpu"
    },
    "Peripheral": {
      "type": "object",
      "description": "A device in it.",
      "properties": {
        "type": {
          "enum": [
            "gpu",
            "display",
            "camera",
            "microphone",
            "speaker",
            "other"
          ],
          "description": "What it is."
        },
        "manufacturer": {
          "type": "string",
          "description": "Who made it.",
          "maxLength": 500
        },
        "model": {
          "type": "string",
          "description": "Model.",
          "maxLength": 500
        }
      },
      "required": [
        "type"
      ],
      "additionalProperties": false,
      "title": "Peripheral"
    },
    "Interface": {
      "type": "object",
      "description": "A way to connect it.",
      "properties": {
        "type": {
          "enum": [
            "ethernet",
            "wifi",
            "cellular",
            "bluetooth",
            "usb",
            "canbus",
            "rs232",
            "other"
          ],
          "description": "What it is."
        },
        "manufacturer": {
          "type": "string",
          "description": "Who made it.",
          "maxLength": 500
        },
        "model": {
          "type": "string",
          "description": "Model.",
          "maxLength": 500
        }
      },
      "required": [
        "type"
      ],
      "additionalProperties": false,
      "title": "Interface"
    }
  }
};
