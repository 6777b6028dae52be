// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_file.hpp"
#include "sidejump/fit_models/hanle.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace {

using namespace sidejump;

fit::DataSet curve(const std::string& magnetisations) {
    fit::DataInput input;
    input.file.text = "transparent_L3.0um.tsv";
    input.x.column.name = "magnetic field";
    input.y.column.name = "nonlocal resistance (" + magnetisations + " field)";
    return fit::read_data_set(input, 1, SIDEJUMP_EXAMPLES "/hanle-graphene", "T", "ohm");
}

// The authors of the formula fitted the magnitude of the difference of the two curves and give the
// sum of squares that is left, in ohm^2: results of Sosenko, Wei and Aji for Fig. 4(d) of Han et
// al., in json/ of their repository aps-spin-lifetime-plots. The second of their fits has a
// lifetime of 100 s.
struct PublishedFit {
    double polarisation;
    double lifetime;
    double diffusion_constant;
    double contact_length;
    double squares;
    double digits; ///< relative accuracy of the sum that their parameters stand for
};

class Published : public testing::TestWithParam<PublishedFit> {};

TEST_P(Published, SumOfSquaresIsReproduced) {
    const PublishedFit& fit = GetParam();
    fit_models::HanleWire wire;
    wire.distance = 3e-6;
    wire.width = 2.2e-6;
    wire.sheet_conductivity = 0.5e-3;
    wire.spin_lifetime = fit.lifetime;
    wire.diffusion_constant = fit.diffusion_constant;
    wire.injector_polarisation = wire.detector_polarisation = fit.polarisation;
    wire.injector_contact_length = wire.detector_contact_length = fit.contact_length;
    const auto parallel = curve("parallel");
    const auto antiparallel = curve("antiparallel");
    ASSERT_EQ(parallel.x.size(), 51U);
    double squares = 0.0;
    for (std::size_t i = 0; i < parallel.x.size(); ++i) {
        const double difference = std::abs(parallel.y[i] - antiparallel.y[i]) -
                                  2.0 * std::abs(hanle_resistance(wire, parallel.x[i]));
        squares += difference * difference;
    }
    EXPECT_NEAR(squares / fit.squares, 1.0, fit.digits);
}

INSTANTIATE_TEST_SUITE_P(TransparentContacts, Published,
                         testing::Values(PublishedFit{0.0050321855719519526, 130.35613443124203e-12,
                                                      0.021207474665274617, 1.0781723786848334e-6,
                                                      7.2096080097070636e-08, 1e-8},
                                         PublishedFit{0.018763345754658933, 99.49951558644444,
                                                      0.015199824732192724, 0.10286507284174269e-6,
                                                      7.349435209630209e-08, 1e-6}));

} // namespace
