"""checkschema.py SCHEMA < JSON: exit 1 with the reason if the input does not fit. Knows what docs/explain.schema.json
uses of JSON Schema, and stops at any word that it does not know."""

import json
import sys

KNOWN = {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "enum", "required", "properties",
         "additionalProperties", "items", "oneOf"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}


def fits_type(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def check(value, schema, root, path="$"):
    """Yields what is wrong."""
    unknown = set(schema) - KNOWN
    if unknown:
        sys.exit(f"this check does not know {unknown}")
    if "$ref" in schema:
        yield from check(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(fits_type(value, name) for name in names):
        yield f"{path}: not {' or '.join(names)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if "oneOf" in schema:
        faults = [list(check(value, one, root, path)) for one in schema["oneOf"]]
        if sum(not found for found in faults) != 1:
            yield f"{path}: fits {sum(not found for found in faults)} of {len(faults)} forms: {faults}"
    if isinstance(value, list):
        for index, element in enumerate(value):
            yield from check(element, schema.get("items", {}), root, f"{path}[{index}]")
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{path}: no {name}"
        for name, member in value.items():
            if name in schema.get("properties", {}):
                yield from check(member, schema["properties"][name], root, f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{path}: {name} is not in the schema"


schema = json.load(open(sys.argv[1], encoding="utf-8"))
try:
    faults = list(check(json.load(sys.stdin), schema, schema))
except ValueError as error:
    faults = [str(error)]
print("\n".join(faults))
sys.exit(1 if faults else 0)
