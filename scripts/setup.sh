# Sourced by ./run and ./test, from the root of the clone: packages and the one build that both share. Everything said
# here goes to stderr, so that the output of ./run is the program's alone.

BuildDirectory=build/release
AptGet="env DEBIAN_FRONTEND=noninteractive apt-get"

say() { printf '== %s\n' "$*" >&2; }
stop() {
    printf '!! %s\n' "$@" >&2
    exit 1
}

# listedPackages SECTION: the names in that section of packages.txt.
listedPackages() {
    sed -n "/^\[$1\]/,/^\[/p" packages.txt | sed -e 's/#.*//' -e '/^\[/d' | tr -s ' \n' '\n' | sed '/^$/d'
}

missingPackages() {
    local package
    for package in $(listedPackages build); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

# The command that makes us root for apt-get: nothing, or sudo without a password; otherwise says what to type and stops.
rootPrefix() {
    if [ "$(id -u)" = 0 ]; then
        return
    elif sudo -n apt-get --version >/dev/null 2>&1; then
        printf 'sudo -n'
    else
        stop "These packages are missing and this account may not install them. Type this, then start again:" \
            "  su -c 'apt-get update && apt-get install -y --no-install-recommends $*'" \
            "(or the same with sudo in front of both apt-get)."
    fi
}

allKnownToApt() {
    local package
    for package in "$@"; do
        apt-cache show --no-all-versions "$package" >/dev/null 2>&1 || return 1
    done
}

# With `$root` in front. Without a network apt-get update only warns, unless it is told otherwise.
fetchLists() {
    say "Fetching the package lists (apt-get update)"
    $root $AptGet update -o APT::Update::Error-Mode=any >&2 ||
        stop "The Debian mirrors cannot be reached. Installing needs a network the first time:" \
            "check the connection (and the proxy in http_proxy), then start again."
}

installPackages() {
    local missing root size
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "No apt-get here: install what packages.txt names in your system's way. Trying to build with what there is."
        return
    fi
    missing=$(missingPackages)
    missing=${missing% }
    [ -n "$missing" ] || return 0
    say "Missing packages: $missing"
    root=$(rootPrefix "$missing") || exit 1
    allKnownToApt $missing || fetchLists
    allKnownToApt $missing || stop "apt-get does not know all of: $missing" "packages.txt is written for Debian 12 (bookworm)."
    size=$(apt-get install --print-uris -qq --no-install-recommends $missing 2>/dev/null | awk '{ sum += $3 } END { printf "%.1f", sum / 1e6 }')
    say "Installing with apt-get, this once: ${size:-?} MB to fetch"
    $root $AptGet install -y --no-install-recommends $missing >&2 && return
    fetchLists # they may be older than what the mirrors still have
    say "Trying once more"
    $root $AptGet install -y --no-install-recommends $missing >&2 || stop "apt-get could not install the packages; its last lines say why."
}

# build [TARGET…]: configures when needed and builds these targets, or everything. With CI=true warnings are errors.
build() {
    local werror=OFF
    [ "${CI:-}" = true ] && werror=ON
    if ! [ -f $BuildDirectory/build.ninja ] || ! grep -qx "GATEREEVE_WERROR:BOOL=$werror" $BuildDirectory/CMakeCache.txt; then
        say "Configuring $BuildDirectory"
        cmake --preset release -DGATEREEVE_WERROR=$werror >&2 || stop "CMake could not configure the build; its message is above."
    fi
    say "Building in $BuildDirectory (some minutes the first time)"
    cmake --build $BuildDirectory --parallel "$(nproc)" ${1:+--target "$@"} >&2 || stop "The build failed; the first error is above."
}
