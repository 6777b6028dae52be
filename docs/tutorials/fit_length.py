#!/usr/bin/python3
import sys
import h5py
import numpy as np

with h5py.File(sys.argv[1]) as file:
    position = file["position"][:]                 # in the unit of the study, um
    signal = file["R_nl"][:, 0]                    # ohm, by position and element_size
slope = np.polyfit(position, np.log(signal), 1)[0]
print(f"spin diffusion length {-1e3 / slope:.0f} nm")
