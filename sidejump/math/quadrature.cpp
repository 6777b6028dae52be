// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/quadrature.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <cstddef>
#include <gsl/gsl_integration.h>
#include <memory>
#include <stdexcept>

namespace sidejump::math {

QuadratureRule gauss_legendre(int points) {
    if (points < 1)
        throw std::invalid_argument("a quadrature rule needs at least one point");
    use_gsl_status_codes();
    const auto count = static_cast<std::size_t>(points);
    const std::unique_ptr<gsl_integration_glfixed_table,
                          decltype(&gsl_integration_glfixed_table_free)>
        table(gsl_integration_glfixed_table_alloc(count), &gsl_integration_glfixed_table_free);
    QuadratureRule rule{std::vector<double>(count), std::vector<double>(count)};
    for (std::size_t i = 0; i < count; ++i)
        gsl_integration_glfixed_point(-1.0, 1.0, i, &rule.nodes[i], &rule.weights[i], table.get());
    return rule;
}

} // namespace sidejump::math
