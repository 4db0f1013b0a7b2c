# Sourced by the other scripts: a virtual environment in .venv with svclint in it, made once and brought up to date.
# Needs git and Python 3.11 or newer; everything else comes from pyproject.toml.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "svclint needs Python 3.11 or newer; none was found on PATH" >&2
    exit 2
}

install_svclint() { # install_svclint [EXTRA]
    if [ ! -x .venv/bin/python ]; then
        "$(find_python)" -m venv .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${1:+[$1]}"
}
