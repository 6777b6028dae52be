#!/usr/bin/python3
import sys
import h5py
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

with h5py.File(sys.argv[1]) as file:
    energy, x = file["energy"][:], file["spectrum_x"][:]
    states, spin = file["density_of_states"][:], file["density_of_states_spin"][:]
for node, colour in ((0, "#0072B2"), (len(x) - 1, "#D55E00")):
    up, down = states[:, node] + spin[:, node, 2], states[:, node] - spin[:, node, 2]
    plt.plot(energy, up, color=colour, label=f"x = {x[node]:g} nm")
    plt.plot(energy, down, "--", color=colour)
plt.xlabel("E (K)")
plt.ylabel("N/N_F of each spin, dashed: down")
plt.legend()
plt.savefig(sys.argv[2])
