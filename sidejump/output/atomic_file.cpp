#include "sidejump/output/atomic_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sidejump::output {
namespace {

// A file descriptor of a temporary file that is removed unless it was renamed.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::filesystem::path& beside)
        : name_(beside.string() + ".XXXXXX"), descriptor_(mkstemp(name_.data())) {
        if (descriptor_ < 0)
            fail();
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (descriptor_ >= 0)
            close(descriptor_);
        if (!renamed_)
            unlink(name_.c_str());
    }

    void write(std::string_view content) const {
        while (!content.empty()) {
            const ssize_t written = ::write(descriptor_, content.data(), content.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                fail();
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void rename_to(const std::filesystem::path& path) {
        // mkstemp makes the file private; give it the permissions any new file would have.
        const mode_t mask = umask(0);
        umask(mask);
        if (fchmod(descriptor_, 0666 & ~mask) != 0 || fsync(descriptor_) != 0)
            fail();
        const int closed = close(descriptor_);
        descriptor_ = -1;
        if (closed != 0 || std::rename(name_.c_str(), path.c_str()) != 0)
            fail();
        renamed_ = true;
    }

  private:
    [[noreturn]] void fail() const {
        throw std::system_error(errno, std::generic_category(), "cannot write " + name_);
    }

    std::string name_;
    int descriptor_;
    bool renamed_ = false;
};

} // namespace

void write_atomically(const std::filesystem::path& path, std::string_view content) {
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path());
    TemporaryFile file(path);
    file.write(content);
    file.rename_to(path);
}

} // namespace sidejump::output
