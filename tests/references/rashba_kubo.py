#!/usr/bin/python3
"""The numbers of RashbaResponse.ResonanceIsThatOfKubosFormula: spin current of a Rashba gas with delta
scatterers at a frequency by Kubo's formula.

usage: rashba_kubo.py FERMI_ENERGY ALPHA TAU FREQUENCY...

hbar = m = 1. Self-energy -+ i/2 tau, ladder vertex corrections in the channel of the current, products of
retarded and advanced functions of all kinds, integrated over the energies below the Fermi energy. Prints the
frequency, q_yz in units of 1/8 pi, the current along the force, and S_y; each per force.
"""

import sys

import numpy as np

UNIT = np.eye(2)
SIGMA_X = np.array([[0, 1], [1, 0]], complex)
SIGMA_Y = np.array([[0, -1j], [1j, 0]])
SIGMA_Z = np.diag([1.0, -1.0]).astype(complex)


def angular_traces():
    """tr(A P_s B P_t) averaged over directions: A of p_x, sigma_y, p_y sigma_z, B of p_x, sigma_y."""
    traces = np.zeros((3, 2, 2, 2), complex)
    angles = (np.arange(16) + 0.5) * 2 * np.pi / 16
    for angle in angles:
        c, s = np.cos(angle), np.sin(angle)
        along = -s * SIGMA_X + c * SIGMA_Y
        projectors = [(UNIT + along) / 2, (UNIT - along) / 2]
        observed = [c * UNIT, SIGMA_Y, s * SIGMA_Z]
        driven = [c * UNIT, SIGMA_Y]
        for a, first in enumerate(observed):
            for b, second in enumerate(driven):
                for s_, p in enumerate(projectors):
                    for t_, q in enumerate(projectors):
                        traces[a, b, s_, t_] += np.trace(first @ p @ second @ q) / len(angles)
    return traces


def responses(energy, alpha, tau, frequencies, spacing=0.002, cut=5.0, bottom=-1.6):
    traces = angular_traces()
    p = (np.arange(int(cut / spacing)) + 0.5) * spacing
    measure = spacing * p / (2 * np.pi)
    bands = [p * p / 2 + alpha * p, p * p / 2 - alpha * p]
    weights = [p, np.ones_like(p), p]

    def ladder(one, sense_one, other, sense_other):
        first = [1 / (one + 0.5j * sense_one / tau - band) for band in bands]
        second = [1 / (other + 0.5j * sense_other / tau - band) for band in bands]
        bubbles = np.array([[sum(traces[a, b, s, t] *
                                 np.dot(weights[a] * weights[b] * measure, first[s] * second[t])
                                 for s in range(2) for t in range(2)) for b in range(2)]
                            for a in range(3)])
        # Of the velocity p_x + alpha sigma_y only sigma_y is corrected by delta scatterers.
        vertex = (bubbles[1, 0] + alpha * bubbles[1, 1]) / (2 * tau - bubbles[1, 1])
        current, sigma, flow = bubbles @ np.array([1, alpha + vertex])
        return np.array([4 * np.pi * flow, current + alpha * sigma, sigma / 2])

    nodes, quadrature = np.polynomial.legendre.leggauss(8)
    edges = np.linspace(bottom, energy, int(round((energy - bottom) / spacing)) // 8 + 1)

    def response(frequency):
        total = 0
        for low, high in zip(edges[:-1], edges[1:]):
            for node, weight in zip(nodes, quadrature):
                e = 0.5 * (low + high) + 0.5 * (high - low) * node
                total += 0.5 * weight * (high - low) * (
                    ladder(e + frequency, 1, e, 1) - ladder(e + frequency, 1, e, -1) +
                    ladder(e, 1, e - frequency, -1) - ladder(e, -1, e - frequency, -1))
        return -total / (2j * np.pi)

    static = response(0.0)
    return [1j / w * (response(w) - static) for w in frequencies]


if __name__ == "__main__":
    values = [float(text) for text in sys.argv[1:]]
    for w, found in zip(values[3:], responses(*values[:3], values[3:])):
        print(f"{w:g}", *(f" {value.real:.4f}{value.imag:+.4f}i" for value in found))
