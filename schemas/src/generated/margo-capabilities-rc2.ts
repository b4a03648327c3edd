// Generated from schemas/json/margo-capabilities-rc2.schema.json by `npm run generate`. Do not edit.

/**
 * Architecture.
 */
export type Architecture = ("amd64" | "x86_64" | "arm64" | "arm" | "riscv64" | "other")

/**
 * DeviceCapabilitiesManifest in the form of preview release 1 and release candidates 1 and 2.
 */
export interface MargoCapabilitiesRc2 {
/**
 * Version of the form.
 */
apiVersion?: string
/**
 * What this document is.
 */
kind: ("DeviceCapabilitiesManifest" | "DeviceCapabilities")
properties: DeviceProperties
}
/**
 * What the device is and has.
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
 * What the device can be; it says which profiles run there.
 * 
 * @minItems 1
 * @maxItems 20
 * 
 * Items: A role.
 */
roles: ("Standalone Cluster" | "Cluster Leader" | "Standalone Device" | "Gateway")[]
resources?: DeviceResources
}
/**
 * What applications can use.
 */
export interface DeviceResources {
cpu: Cpu
/**
 * Memory, for example 64Gi.
 */
memory: string
/**
 * Storage, for example 2Ti.
 */
storage: string
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
}
/**
 * Its processor.
 */
export interface Cpu {
/**
 * Number of cores; parts are allowed.
 */
cores: number
architecture?: Architecture
/**
 * Architectures.
 * 
 * @maxItems 10
 */
architectures?: Architecture[]
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

/** The JSON Schema itself. */
export const margoCapabilitiesRc2Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-capabilities-rc2.schema.json",
  "title": "MargoCapabilitiesRc2",
  "description": "DeviceCapabilitiesManifest in the form of preview release 1 and release candidates 1 and 2.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "enum": [
        "DeviceCapabilitiesManifest",
        "DeviceCapabilities"
      ],
      "description": "What this document is."
    },
    "properties": {
      "$ref": "#/$defs/DeviceProperties"
    }
  },
  "required": [
    "kind",
    "properties"
  ],
  "additionalProperties": false,
  "$defs": {
    "DeviceProperties": {
      "type": "object",
      "description": "What the device is and has.",
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
        "roles": {
          "type": "array",
          "description": "What the device can be; it says which profiles run there.",
          "items": {
            "enum": [
              "Standalone Cluster",
              "Cluster Leader",
              "Standalone Device",
              "Gateway"
            ],
            "description": "A role."
          },
          "minItems": 1,
          "maxItems": 20
        },
        "resources": {
          "$ref": "#/$defs/DeviceResources"
        }
      },
      "required": [
        "id",
        "vendor",
        "modelNumber",
        "serialNumber",
        "roles"
      ],
      "additionalProperties": false,
      "title": "DeviceProperties"
    },
    "DeviceResources": {
      "type": "object",
      "description": "What applications can use.",
      "properties": {
        "cpu": {
          "$ref": "#/$defs/Cpu"
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
        }
      },
      "required": [
        "cpu",
        "memory",
        "storage"
      ],
      "additionalProperties": false,
      "title": "DeviceResources"
    },
    "Cpu": {
      "type": "object",
      "description": "Its processor.",
      "properties": {
        "cores": {
          "type": "number",
          "description": "Number of cores; parts are allowed.",
          "exclusiveMinimum": 0
        },
        "architecture": {
          "$ref": "#/$defs/Architecture"
        },
        "architectures": {
          "type": "array",
          "description": "Architectures.",
          "items": {
            "$ref": "#/$defs/Architecture"
          },
          "maxItems": 10
        }
      },
      "required": [
        "cores"
      ],
      "additionalProperties": false,
      "title": "Cpu"
    },
    "Architecture": {
      "enum": [
        "amd64",
        "x86_64",
        "arm64",
        "arm",
        "riscv64",
        "other"
      ],
      "description": "Architecture.",
      "title": "Architecture"
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
