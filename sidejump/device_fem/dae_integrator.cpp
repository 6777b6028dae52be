// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/dae_integrator.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <idas/idas.h>
#include <nvector/nvector_parallel.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace sidejump::device_fem {

/// What SUNDIALS holds, and what its callbacks need. Its vectors are those of the owned unknowns.
struct DaeIntegrator::Memory {
    Memory(DaeEquations given, DaeTolerance tolerance);
    ~Memory();
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    [[nodiscard]] N_Vector make(const Vector& values) const;
    void create(double t);

    DaeEquations equations;
    DaeTolerance tolerance;
    MPI_Comm communicator;
    SUNContext context = nullptr;
    void* ida = nullptr;
    SUNLinearSolver solver = nullptr;
    SUNMatrix matrix = nullptr;
    N_Vector y = nullptr;
    N_Vector rate = nullptr;
    Vector scratch_1, scratch_2, scratch_3;
    std::exception_ptr failure; ///< of a callback: C code in between lets no exception through
    std::string message;        ///< the last one of IDA
};

namespace {

void to_vector(N_Vector from, Vector& to) {
    const double* const data = N_VGetArrayPointer(from);
    std::copy(data, data + to.locally_owned_size(), to.begin());
}

void from_vector(const Vector& from, N_Vector to) {
    std::copy(from.begin(), from.begin() + from.locally_owned_size(), N_VGetArrayPointer(to));
}

SUNLinearSolver_Type solver_type(SUNLinearSolver) {
    return SUNLINEARSOLVER_DIRECT;
}

SUNMatrix_ID matrix_type(SUNMatrix) {
    return SUNMATRIX_CUSTOM;
}

int nothing_to_clear(SUNMatrix) {
    return 0;
}

void check(int status, const char* what) {
    if (status < 0)
        throw std::runtime_error(fmt::format("the integrator in time refused its {}", what));
}

} // namespace

DaeIntegrator::Memory::Memory(DaeEquations given, DaeTolerance wanted)
    : equations(std::move(given)), tolerance(std::move(wanted)),
      communicator(tolerance.absolute.get_mpi_communicator()), scratch_1(tolerance.absolute),
      scratch_2(tolerance.absolute), scratch_3(tolerance.absolute) {
    check(SUNContext_Create(&communicator, &context), "context");
    y = make(tolerance.absolute);
    rate = make(tolerance.absolute);
}

DaeIntegrator::Memory::~Memory() {
    if (ida != nullptr)
        IDAFree(&ida);
    if (solver != nullptr)
        SUNLinSolFreeEmpty(solver);
    if (matrix != nullptr)
        SUNMatFreeEmpty(matrix);
    for (N_Vector vector : {y, rate})
        if (vector != nullptr)
            N_VDestroy(vector);
    SUNContext_Free(&context);
}

N_Vector DaeIntegrator::Memory::make(const Vector& values) const {
    N_Vector vector =
        N_VNew_Parallel(communicator, static_cast<sunindextype>(values.locally_owned_size()),
                        static_cast<sunindextype>(values.size()), context);
    if (vector == nullptr)
        throw std::bad_alloc();
    from_vector(values, vector);
    return vector;
}

void DaeIntegrator::Memory::create(double t) {
    using Self = DaeIntegrator::Memory;
    ida = IDACreate(context);
    if (ida == nullptr)
        throw std::bad_alloc();
    IDASetErrHandlerFn(
        ida,
        [](int, const char*, const char*, char* text, void* self) {
            static_cast<Self*>(self)->message = text;
        },
        this);
    const IDAResFn residual = [](realtype now, N_Vector at, N_Vector at_rate, N_Vector result,
                                 void* data) {
        auto& self = *static_cast<Self*>(data);
        try {
            to_vector(at, self.scratch_1);
            to_vector(at_rate, self.scratch_2);
            self.equations.residual(now, self.scratch_1, self.scratch_2, self.scratch_3);
            from_vector(self.scratch_3, result);
        } catch (...) {
            self.failure = std::current_exception();
            return -1;
        }
        return 0;
    };
    check(IDAInit(ida, residual, t, y, rate), "equations");
    check(IDASetUserData(ida, this), "data");
    N_Vector floor = make(tolerance.absolute);
    N_Vector differential = make(tolerance.differential);
    check(IDASVtolerances(ida, tolerance.relative, floor), "tolerance");
    check(IDASetId(ida, differential), "unknowns");
    check(IDASetSuppressAlg(ida, SUNTRUE), "unknowns");
    N_VDestroy(floor);
    N_VDestroy(differential);
    solver = SUNLinSolNewEmpty(context);
    matrix = SUNMatNewEmpty(context);
    matrix->ops->getid = matrix_type;
    matrix->ops->zero = nothing_to_clear;
    solver->content = this;
    solver->ops->gettype = solver_type;
    solver->ops->solve = [](SUNLinearSolver self_solver, SUNMatrix, N_Vector x, N_Vector b,
                            realtype) {
        auto& self = *static_cast<Self*>(self_solver->content);
        try {
            to_vector(b, self.scratch_1);
            self.equations.solve(self.scratch_1, self.scratch_2);
            from_vector(self.scratch_2, x);
        } catch (...) {
            self.failure = std::current_exception();
            return -1;
        }
        return 0;
    };
    check(IDASetLinearSolver(ida, solver, matrix), "linear solver");
    const IDALsJacFn prepare = [](realtype, realtype alpha, N_Vector, N_Vector, N_Vector, SUNMatrix,
                                  void* data, N_Vector, N_Vector, N_Vector) {
        auto& self = *static_cast<Self*>(data);
        try {
            self.equations.prepare(alpha);
        } catch (...) {
            self.failure = std::current_exception();
            return -1;
        }
        return 0;
    };
    check(IDASetJacFn(ida, prepare), "linear solver");
}

DaeIntegrator::DaeIntegrator(DaeEquations equations, DaeTolerance tolerance)
    : memory_(std::make_unique<Memory>(std::move(equations), std::move(tolerance))) {}

DaeIntegrator::~DaeIntegrator() = default;

void DaeIntegrator::begin(double t, const Vector& y, const Vector& rate, double longest_step) {
    from_vector(y, memory_->y);
    from_vector(rate, memory_->rate);
    if (memory_->ida == nullptr)
        memory_->create(t);
    else
        check(IDAReInit(memory_->ida, t, memory_->y, memory_->rate), "initial values");
    // Zero means that there is no longest step.
    check(IDASetMaxStep(memory_->ida, std::isfinite(longest_step) ? longest_step : 0.0),
          "longest step");
}

double DaeIntegrator::step(double stop, Vector& y, Vector& rate) {
    check(IDASetStopTime(memory_->ida, stop), "time to stop at");
    double t = 0.0;
    const int status = IDASolve(memory_->ida, stop, &t, memory_->y, memory_->rate, IDA_ONE_STEP);
    if (memory_->failure)
        std::rethrow_exception(std::exchange(memory_->failure, nullptr));
    if (status < 0)
        throw std::runtime_error(fmt::format(
            "the integration in time ends at {:.6g} s: {}; a larger study.relative_tolerance, a "
            "smaller solver.relative_tolerance or, where all contacts conduct far less than the "
            "metal, a contact without resistance may help",
            t, memory_->message));
    to_vector(memory_->y, y);
    to_vector(memory_->rate, rate);
    return status == IDA_TSTOP_RETURN ? stop : t;
}

long DaeIntegrator::steps() const {
    long steps = 0;
    check(IDAGetNumSteps(memory_->ida, &steps), "question for its steps");
    return steps;
}

} // namespace sidejump::device_fem
