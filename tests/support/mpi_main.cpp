// SPDX-License-Identifier: GPL-3.0-or-later
#include <deal.II/base/mpi.h>
#include <gtest/gtest.h>

// GoogleTest with MPI initialised, one thread to each rank.
int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
    return RUN_ALL_TESTS();
}
