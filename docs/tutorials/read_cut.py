#!/usr/bin/python3
import sys
import h5py
import numpy as np

with h5py.File(sys.argv[1]) as cuts:
    print(cuts.attrs["convention"])
    x = cuts["channel_position"][:, 0]             # m
    spin_y = cuts["channel_potential"][0, :, 2]    # V: charge, spin x, y, z
between = (x > 1.6e-6) & (x < 2.4e-6)
slope = np.polyfit(x[between], np.log(spin_y[between]), 1)[0]
print(f"decay length between the contacts {-1e9 / slope:.1f} nm")
