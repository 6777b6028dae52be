#!/usr/bin/python3
import json
import sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

with open(sys.argv[1]) as file:
    response = json.load(file)["response"]
current = response["spin_current_yz"]
for part, colour in (("real", "#0072B2"), ("imaginary", "#D55E00")):
    plt.semilogx(response["frequency"]["values"], current[part], color=colour, label=f"{part} part")
plt.xlabel("frequency (Hz)")
plt.ylabel(f"spin current ({current['unit']})")
plt.legend()
plt.savefig(sys.argv[2])
