import json, sys
for name, entry in json.load(sys.stdin)["results"].items():
    value = "infinite" if "infinite" in entry else f"{entry['value']:.6g}"
    print(f"{name:36} {value:>12} {entry['unit']}")
