"""Reads resources and their changes with edfi_api_client, and prints the ids as one line of JSON."""
import json
import sys

clone, base, key, secret, year, from_version, names = sys.argv[1:8]
sys.path.insert(0, clone)
from edfi_api_client import EdFiClient  # noqa: E402

mode = {"api_mode": "year_specific", "api_year": int(year)} if year else {}
client = EdFiClient(base, key, secret, **mode)
client.connect()
newest = int(client.get_newest_change_version())
window = {"min_change_version": int(from_version), "max_change_version": newest}


def ids(rows):
    return [row["id"] for row in rows]


read = {}
for name in names.split(","):
    whole = client.resource(name)
    steps = client.resource(name, **window)
    read[name] = {
        "total": whole.get_total_count(),
        "rows": ids(whole.get_rows(page_size=40)),
        "stepped": ids(steps.get_rows(page_size=40, step_change_version=True)),
        "deletes": ids(client.resource(name, get_deletes=True, **window).get_rows(page_size=40)),
        "keyChanges": ids(client.resource(name, get_key_changes=True, **window).get_rows(page_size=40)),
    }
print("READ " + json.dumps(read))
