"""Inputs of short runs, one or more of each command."""

ALLOY = """
[host]
name = "Cu"
fermi_wavenumber = "1.36 1/angstrom"
[[impurity]]
name = "Ce"
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = 0.1 },
             { l = 1, j = 0.5, phase_shift = "90 degree" },
             { l = 1, j = 1.5, phase_shift = 0.05 } ]
"""
DOUBLET = ALLOY.replace("0.05", "0").replace("phase_shift = 0.1", "phase_shift = 0")
RESONANCE = """
[host]
name = "Cu"
fermi_wavenumber = "1.36 1/angstrom"
[[impurity]]
name = "Ce"
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = 0.1 },
             { l = 1, j = 0.5, phase_shift = { position = "1 meV", width = "5 meV" } } ]
[thermal]
temperature = ["1 K", "10 K", "50 K", "200 K"]
"""
RESPONSE = ALLOY + """
[response]
times = ["0 ps", "0.1 ps", "0.5 ps", "2 ps"]
wavenumbers = ["1 1/um", "10 1/um", "100 1/um"]
frequencies = ["0 THz", "1 THz", "10 THz"]
[response.hanle]
distance = "200 nm"
field_direction = [0, 0, 1]
injected = [0, 1, 0]
fields = ["-2 T", "-1 T", "0 T", "1 T", "2 T"]
"""
LEVELS = """
[host]
name = "Cu"
[[impurity]]
name = "Ir"
concentration = 0.01
model = "resonant-levels"
[[impurity.resonant-levels.levels]]
l = 2
electrons = 7.65
width = "1 eV"
spin_orbit = "0.5 eV"
"""
MAP = """
[sweep]
base = "alloy.toml"
outputs = ["spin_hall_angle", "spin_diffusion_longitudinal", "spin_diffusion_transverse"]
[[sweep.axis]]
name = "eta_0"
path = "impurity[0].channels[0].phase_shift"
linear = { from = "-90 degree", to = "90 degree", points = 19 }
[[sweep.axis]]
name = "eta_2"
path = "impurity[0].channels[2].phase_shift"
linear = { from = "-90 degree", to = "90 degree", points = 13 }
"""
LINE = """
[sweep]
base = "alloy.toml"
outputs = ["spin_hall_angle", "spin_hall_angle_skew", "resistivity"]
[[sweep.axis]]
name = "n"
path = "impurity[0].concentration"
logarithmic = { from = 1e-3, to = 0.1, points = 9 }
"""
DEVICE = """
[geometry]
axes = "xy"
[geometry.wire]
length = "1 um"
width = "200 nm"
thickness = "50 nm"
[mesh]
element_size = "50 nm"
[[region]]
name = "wire"
conductivity = "1e7 S/m"
spin_diffusion_length = "200 nm"
spin_hall_angle = 0.1
[[contact]]
boundary = "left"
current = "1 mA"
[[contact]]
boundary = "right"
potential = "0 V"
[[measure]]
name = "R"
voltage = ["left", "right"]
per_current_of = "left"
[[output.cut]]
name = "middle"
from = ["0 um", "0 um"]
to = ["1 um", "0 um"]
points = 21
"""
BILAYER = """
units = "reduced"
[structure]
kind = "layers"
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
exchange_field = [0.0, 0.0, 2.0]
[[layer]]
metal = "S"
thickness = 3.0
cells = 20
[[layer]]
metal = "F"
thickness = 1.0
cells = 10
[study]
temperature = [0.2, 0.5]
[solver]
matsubara_accuracy = 1e-5
gap_tolerance = 1e-5
grid_check = false
"""
GAS = """
[gas]
effective_mass = 0.05
carrier_density = "1e12 1/cm^2"
rashba = "5 meV nm"
[[impurity]]
potential = "gaussian"
range = "8 nm"
transport_time = "1 ps"
[study]
electric_field = "1 kV/m"
frequency = { from = "1 GHz", to = "5 THz", count = 15, spacing = "logarithmic" }
[spin_modes]
wavenumber = ["0 1/um", "0.5 1/um", "1 1/um", "2 1/um"]
"""
HANLE = """
[geometry]
axes = "x"
[geometry.wire]
length = "2 um"
width = "100 nm"
thickness = "50 nm"
[mesh]
element_size = "50 nm"
[[region]]
name = "wire"
conductivity = "4e7 S/m"
spin_diffusion_length = "500 nm"
spin_relaxation_time = "20 ps"
[[contact]]
boundary = "left"
current = "100 uA"
area_resistance = "1e-12 ohm m2"
polarisation = 0.2
magnetisation = [0, 1, 0]
[[contact]]
boundary = "right"
potential = "0 V"
area_resistance = "1e-12 ohm m2"
polarisation = 0.2
magnetisation = [0, 1, 0]
[[measure]]
name = "R"
voltage = ["left", "right"]
per_current_of = "left"
[study]
kind = "field-sweep"
fields = { from = "-1 T", to = "1 T", count = 5 }
direction = [0, 0, 1]
"""
