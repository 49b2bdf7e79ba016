// Whether this processor can run this build.
#pragma once

#include <string>

namespace tektite {

/// What the build asks of the processor: "x86-64-v3", or "any" where it asks for nothing special.
/// A processor that lacks it never gets here: the process ends before main with a message that says
/// what is missing, and exit code 2.
[[nodiscard]] std::string built_for();

}  // namespace tektite
