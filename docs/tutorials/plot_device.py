#!/usr/bin/python3
import csv, sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

with open(sys.argv[1]) as file:
    rows = list(csv.DictReader(file))
plt.plot([float(row["magnetic_field [T]"]) for row in rows],
         [1e3 * float(row["R_nl [ohm]"]) for row in rows], "k-o")
plt.xlabel("magnetic field (T)")
plt.ylabel("nonlocal resistance (mohm)")
plt.savefig(sys.argv[2])
