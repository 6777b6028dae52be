#!/usr/bin/python3
import json, sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

hanle = json.load(open(sys.argv[1]))["hanle"]
fields = [point["field"]["value"] for point in hanle]
for name, style in (("signal", "k-o"), ("diffusion_theory", "C0--")):
    plt.plot(fields, [1e6 * point[name]["value"] for point in hanle], style, label=name)
plt.xlabel("magnetic field (T)")
plt.ylabel("spin density per injection rate (µs/m)")
plt.legend()
plt.savefig(sys.argv[2])
